# The images of the application, of the controller, of the web servers and of the load balancers, built from the sources
# with nothing but Docker.
ARG DEBIAN_TAG=trixie-slim
ARG HAPROXY_TAG=3.2
ARG JAVA_TAG=25
ARG MYSQL_TAG=9.7
ARG NGINX_TAG=1.30

# The page's files are made once, and neither the sources nor the tools reach the image.
FROM debian:${DEBIAN_TAG} AS site
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends brotli esbuild \
 && rm -rf /var/lib/apt/lists/*
COPY nginx/site.sh /usr/local/bin/site
COPY src/main/resources/static /static
RUN site /static /srv/www

# Both web servers serve the same files; the configuration is mounted, so that a reload takes up what has changed.
FROM nginx:${NGINX_TAG} AS web
COPY nginx/web.sh /usr/local/bin/web
COPY --from=site /srv/www /srv/www
USER 101:101
ENTRYPOINT ["web"]
CMD []

# Application and controller are one jar, in layers. Its build has its own stage, so that neither Maven nor the sources
# reach an image. Downloads survive in a cache.
FROM eclipse-temurin:${JAVA_TAG}-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -q -Dmaven.test.skip=true -Dcheckstyle.skip -Dspring-javaformat.validate.skip package \
 && java -Djarmode=tools -jar target/foobar.jar extract --layers --application-filename app.jar --destination layers

# Both images run the same Java.
FROM eclipse-temurin:${JAVA_TAG}-jre AS java

# The controller stands beside MySQL's own clients of the servers' version: it dumps what a node alone has before that
# node is made anew. A fresh volume mounted on /backups takes over the owner given here.
FROM mysql:${MYSQL_TAG} AS controller
ENV PATH=/opt/java/openjdk/bin:$PATH LANG=C.UTF-8
RUN install -d -o 999 -g 999 -m 0700 /backups
COPY --from=java /opt/java/openjdk /opt/java/openjdk
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/application/ ./

# It has little to do, and a command shall answer soon: the quick compiler alone. What follows is the command's words.
USER 999:999
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=50", \
            "-XX:+ExitOnOutOfMemoryError", "-cp", "app.jar", "com.foobar.controller.ControllerApplication"]

# Dependencies change rarely and the application often: its layer comes last and is small.
FROM java AS app
WORKDIR /app
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/application/ ./

# A training start, without a database and with stand-ins for what has no default, leaves the classes as the next start
# needs them: an AOT cache, used by the same Java with the same collector alone.
RUN java -XX:AOTCacheOutput=app.aot -XX:+UseSerialGC -Xlog:aot=error -Dspring.context.exit=onRefresh -jar app.jar \
      --spring.flyway.enabled=false --guestbook.visitor-key=training-training-training-training \
      --foobar.routing.nodes[0].name=primary --foobar.routing.nodes[0].url=jdbc:mysql://127.0.0.1/guestbook \
      --foobar.routing.nodes[1].name=replica --foobar.routing.nodes[1].url=jdbc:mysql://127.0.0.2/guestbook \
      --foobar.routing.writer.password=none --foobar.routing.reader.password=none --foobar.routing.migrator.password=none \
      --foobar.routing.monitor.password=none --foobar.consistency.keys=training-training-training-training

# The heap follows the container's memory limit; without memory the application ends, and is started again.
USER 10001:10001
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", \
            "-XX:+ExitOnOutOfMemoryError", "-jar", "app.jar"]

# A load balancer: HAProxy beside keepalived, which moves the virtual address, and what haproxy/lb.sh and secrets/edge.sh
# work with.
FROM haproxy:${HAPROXY_TAG} AS lb
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends keepalived nftables openssl socat \
 && rm -rf /var/lib/apt/lists/*
