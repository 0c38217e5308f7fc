/**
 * Documents are `json` and not `jsonb`: they come back letter by letter as they were saved, in their order and with whatever characters a cloud answered.
 * Indexes hold a digest of a URN, which may be longer than an entry of an index.
 */
export const migration = {
  version: 1,
  sql: `
    create table trueup.scans (
      id text primary key,
      slot text unique,
      started_at timestamptz not null,
      finished_at timestamptz,
      start json not null,
      ending json,
      planned int not null,
      told int,
      drifted int
    );
    create index on trueup.scans (started_at desc, id desc);

    create table trueup.stack_reports (
      scan text not null references trueup.scans on delete cascade,
      backend text not null,
      stack text not null,
      ref json,
      is_beside boolean not null default false,
      verdict text,
      report json,
      primary key (scan, backend, stack)
    );

    create table trueup.standings (
      backend text not null,
      stack text not null,
      verdict text not null,
      reason text,
      evaluated int not null,
      total int not null,
      owner text,
      at timestamptz not null,
      told_at timestamptz,
      scan text not null,
      primary key (backend, stack)
    );

    create table trueup.drifts (
      id bigint generated always as identity primary key,
      backend text not null,
      stack text not null,
      urn text not null,
      type text not null,
      kind text not null,
      paths json not null,
      first_seen timestamptz not null,
      last_seen timestamptz not null,
      resolved_at timestamptz,
      scan text not null
    );
    create unique index drifts_open on trueup.drifts (backend, stack, md5(urn)) where resolved_at is null;
    create index on trueup.drifts (first_seen desc, id desc);
    create index on trueup.drifts (stack, first_seen desc);
    create index on trueup.drifts (resolved_at) where resolved_at is not null;

    create table trueup.baselines (
      backend text not null,
      stack text not null,
      document json not null,
      primary key (backend, stack)
    );

    create table trueup.facts (
      backend text not null,
      stack text not null,
      taken_at timestamptz not null,
      document json not null,
      primary key (backend, stack)
    );
  `,
};
