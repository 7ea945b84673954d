# bark on a CPU. How it is used, and what of it has been run: docs/CONTAINERS.md.
#
#   docker build -t bark-djl .
#   docker run --rm -v "$PWD:/work" --user "$(id -u):0" bark-djl "Hello." -o hello.wav

FROM eclipse-temurin:17-jdk AS build
WORKDIR /src
COPY . .
# The release with a Java of its own, and in parts that change more and more often. It speaks once to lay out its classes
# for a fast start; they lie beside the program, where they are found only under the same path.
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -q --batch-mode -Dmaven.test.skip=true -Pdist -pl bark-app -am package \
 && mkdir -p /opt/bark /parts/natives/lib /parts/libraries/lib /parts/program/lib \
 && tar -xzf bark-app/target/bark-djl-*-jre.tar.gz --strip-components=1 --no-same-owner -C /opt/bark \
 && BARK_HOME=/tmp/home /opt/bark/bark info >/dev/null && rm -rf /tmp/home /opt/bark/launcher.lock \
 && cd /opt/bark \
 && mv lib/bark-* /parts/program/lib/ \
 && mv lib/pytorch-* lib/tokenizers-* /parts/natives/lib/ \
 && mv lib runtime licences LICENSE THIRD_PARTY /parts/libraries/ \
 && mv bark bark-app.jar classes-*.jsa README.md CHANGELOG.md /parts/program/

FROM debian:bookworm-slim AS bark
# tini passes signals on and takes in what ffmpeg leaves. ffmpeg's package brings what draws on screens by a GPU, a quarter of
# all, which is loaded only for that. Any user of group 0 can write the cache and the folder of work.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates ffmpeg tini \
 && dpkg --purge --force-depends $(dpkg-query -f '${Package} ' -W 'libllvm*' 'libz3-*' 'libgl1-mesa-dri*') \
 && rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* \
 && useradd --uid 10001 --gid 0 --home-dir /cache --no-create-home --shell /usr/sbin/nologin bark \
 && install -d -o 10001 -g 0 -m 0775 /cache /work /opt/models
COPY --from=build /parts/natives /opt/bark
COPY --from=build /parts/libraries /opt/bark
COPY --from=build /parts/program /opt/bark
COPY conf /opt/bark/conf
ENV HOME=/cache BARK_HOME=/cache LC_ALL=C.UTF-8 PATH=/opt/bark:$PATH SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 10001:0
# A model to have in the image: --build-arg PULL=small. It is then the default. HF_ENDPOINT: from a mirror of the hub.
ARG PULL=
ARG HF_ENDPOINT=
RUN [ -z "$PULL" ] || BARK_HOME=/opt/models bark models pull --quiet "$PULL"
ENV BARK_MODEL=${PULL:+/opt/models/models/$PULL}
VOLUME /cache
WORKDIR /work
ENTRYPOINT ["tini", "--", "bark"]
CMD ["Hello from a container.", "--output", "/work/hello.wav"]
ARG VERSION=
ARG REVISION=
LABEL org.opencontainers.image.title="bark-djl" \
      org.opencontainers.image.description="Suno's Bark, text to audio, on the JVM" \
      org.opencontainers.image.source="https://github.com/barkdjl/bark-djl" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION

# docker build --target serve: the same as a server.
FROM bark AS serve
EXPOSE 8880
HEALTHCHECK --interval=30s --timeout=10s --start-period=120s CMD ["bark", "serve", "--check"]
CMD ["serve", "--host", "0.0.0.0"]

FROM bark
