import { setTimeout as sleep } from "node:timers/promises";
import type { Notice } from "../../../model/ports/notifier.ts";
import type { ScanSummary } from "../../../model/ports/store.ts";
import type { ScanReport } from "../../../model/scan-report.ts";
import { findChromium } from "../../tools/chromium.ts";
import { photographAt } from "../photograph.ts";
import { expectThat, type Story } from "../story.ts";
import type { Stage } from "./set-the-stage.ts";

const DRIFTED = ["data/prod", "network/prod"];
const SCAN_MS = 180_000;
const NOTICE_MS = 20_000;

/** The same as a service: a schedule, workers, a dashboard, metrics, and somebody who is told. */
export async function everyNight(story: Story, { trueup, told }: Stage): Promise<void> {
  story.chapter("Every night");

  const service = await story.step("`trueup serve` keeps the schedule, scans, and answers over HTTP", async ({ note }) => {
    const serving = await trueup.serve();
    const stacks = await ask<{ stack: string; nextScan?: string }[]>(serving.url, "/api/stacks");
    expectThat(stacks.length >= 10 && stacks.every(({ nextScan }) => nextScan !== undefined), "every stack has its next scan", JSON.stringify(stacks, undefined, 2));
    note(`next scan of network/prod: ${stacks.find(({ stack }) => stack === "network/prod")!.nextScan}`);
    return serving;
  });

  await story.step("A scan is asked for over its API, and its people are told", async ({ note, keep }) => {
    const { scan } = await ask<{ scan: string }>(service.url, "/api/scans", { method: "POST", headers: { "content-type": "application/json" }, body: '{"stack":"*/*"}' });
    await finished(service.url, scan);
    const report = await ask<ScanReport>(service.url, `/api/scans/${scan}`);
    const drifted = report.stacks.filter(({ verdict }) => verdict === "drifted").map(({ stack }) => stack);
    expectThat(JSON.stringify(drifted) === JSON.stringify(DRIFTED), "it finds what the command found", JSON.stringify(drifted));
    const notice = await noticeOf(told);
    expectThat(notice.lines.filter(({ tone }) => tone === "drifted").length === DRIFTED.length, "the notice names the drifted stacks", told.got.join("\n"));
    await keep("06-notice.json", `${JSON.stringify({ ...notice, report: "the scan, as above" }, undefined, 2)}\n`);
    note(notice.title);
  });

  const chromium = findChromium();
  if (chromium) {
    await story.step("Its dashboard is looked at in Chromium", async ({ keep }) => {
      const { picture, complaints } = await photographAt(chromium, service.url);
      await keep("06-dashboard.png", picture);
      expectThat(complaints.length === 0, "the page has nothing to complain of", complaints.join("\n"));
    });
  }

  await story.step("Prometheus finds how long drift has lasted; told to stop, it stops", async ({ keep }) => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    for (const stack of DRIFTED) expectThat(metrics.includes(`trueup_stack_verdict{stack="${stack}",backend="main",verdict="drifted"} 1`), `the metrics say that ${stack} drifted`, metrics);
    await keep("06-metrics.txt", metrics);
    const code = await service.stop();
    await keep("06-service-log.jsonl", `${service.log().join("\n")}\n`);
    expectThat(code === 0, `it ends with exit code 0, not ${code}`, service.log().join("\n"));
  });
}

/** People are told when the scan is in the store, which may be a moment after it can be read there. */
async function noticeOf({ got }: Stage["told"]): Promise<Notice> {
  for (const until = performance.now() + NOTICE_MS; got.length === 0 && performance.now() < until; ) await sleep(100);
  expectThat(got.length === 1, "there is one notice", got.join("\n"));
  return JSON.parse(got[0]!) as Notice;
}

async function ask<T>(url: string, path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(`${url}${path}`, init);
  const body = await answer.text();
  expectThat(answer.ok, `${path} is answered`, `${answer.status} ${body}`);
  return JSON.parse(body) as T;
}

async function finished(url: string, scan: string): Promise<void> {
  const until = performance.now() + SCAN_MS;
  for (;;) {
    const summary = (await ask<ScanSummary[]>(url, "/api/scans")).find(({ id }) => id === scan);
    if (summary?.finishedAt !== undefined) return;
    expectThat(performance.now() < until, "the scan ends", JSON.stringify(summary));
    await sleep(500);
  }
}
