# A static program in an image that holds nothing else:
#   docker build --tag tieout .
#   docker run --rm --volume "$PWD:/work" tieout .
FROM rust:1.95-alpine AS build
WORKDIR /source
COPY Cargo.toml Cargo.lock ./
COPY src src
COPY rules rules
# Cargo wants to see every target that its manifest names, and builds none of these.
RUN mkdir -p tests/suite && touch tests/bench.rs tests/suite/main.rs && \
    cargo build --release --locked --bin tieout

FROM scratch
COPY --from=build /source/target/release/tieout /usr/local/bin/tieout
WORKDIR /work
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/tieout"]
