# One image for both processes, made of the archive: in a checkout dist/target/slipway-*.tar.gz, in an unpacked archive itself.
FROM eclipse-temurin:25.0.3_9-jre-noble AS unpacked
COPY . /context
RUN if [ -d /context/lib ]; then \
      mv /context /opt/slipway; \
    else \
      mkdir /opt/slipway && tar -xzf /context/dist/target/slipway-*.tar.gz -C /opt/slipway --strip-components=1; \
    fi

FROM eclipse-temurin:25.0.3_9-jre-noble
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/slipway slipway
COPY --from=unpacked /opt/slipway /opt/slipway
ENV PATH=/opt/slipway:$PATH SLIPWAY_HOME=/var/lib/slipway SLIPWAY_CACHE=/var/lib/slipway/cache
USER slipway
WORKDIR /var/lib/slipway
VOLUME /var/lib/slipway
ENTRYPOINT ["/opt/slipway/slipway"]
CMD ["--help"]
