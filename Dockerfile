# AppChat as one small image: the binary, which carries the files of the site, and nothing else. The data folder is a volume.
#
#   docker build -t appchat . && docker run -p 3000:3000 -v appchat:/data appchat

FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
COPY --from=node /usr/local/ /usr/local/
WORKDIR /build
# The tools first, in a layer that lasts until a version changes.
COPY dev Cargo.toml package.json package-lock.json ./
RUN ./dev setup
COPY . .
RUN ./dev build

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home appchat \
 && install -d -o appchat -m 700 /data
COPY --from=build /build/target/release/appchat /app/
# Whose work is in it. The licences of the typefaces are in the site.
COPY LICENSE THIRD-PARTY-NOTICES.md /app/
COPY backend/assets/inter-capitals.LICENSE.txt /app/backend/assets/
ENV LEPTOS_SITE_ADDR=0.0.0.0:3000 APPCHAT_DATA=/data
USER appchat
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/3000 && printf 'GET /healthz HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/app/appchat"]
