# syntax=docker/dockerfile:1
# trueup with git, but without the engine's provider plugins: add those of your stacks in an image of your own, see docs/operations.md.
FROM node:24-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts && npm run build && npm pack --ignore-scripts --pack-destination /tmp

FROM node:24-bookworm-slim
ARG PULUMI_VERSION=3.250.0
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates curl git \
  && curl -fsSL "https://get.pulumi.com/releases/sdk/pulumi-v${PULUMI_VERSION}-linux-$(dpkg --print-architecture | sed s/amd64/x64/).tar.gz" | tar -xz -C /usr/local/bin --strip-components=1 \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /tmp/trueup-*.tgz /tmp/trueup.tgz
RUN npm install --global --ignore-scripts --omit=dev --omit=optional /tmp/trueup.tgz && rm /tmp/trueup.tgz
# Node asks nobody but us for its exit, so an init takes the signals and the processes that lost their parent.
RUN apt-get update && apt-get install --yes --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
USER node
WORKDIR /work
ENV PULUMI_HOME=/home/node/.pulumi PULUMI_SKIP_UPDATE_CHECK=true
EXPOSE 8484
ENTRYPOINT ["tini", "--", "trueup"]
CMD ["serve", "--config", "/etc/trueup/trueup.yaml"]
