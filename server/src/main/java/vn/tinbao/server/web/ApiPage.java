package vn.tinbao.server.web;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;

/** The API's own page: Swagger UI from the program, over the description made from the code. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "TinBao",
            version = "0.1",
            description =
                "Report human trafficking, come back with a receipt, act as an officer. Errors are"
                    + " RFC 9457 problem+json in Vietnamese or English (Accept-Language).",
            license = @License(name = "EUPL-1.2")))
@Controller("/api")
@Secured(SecurityRule.IS_ANONYMOUS)
@Hidden
final class ApiPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>TinBao API</title>
      <link rel="stylesheet" href="/api/ui/swagger-ui.css">
      </head>
      <body>
      <div id="swagger-ui"></div>
      <script src="/api/ui/swagger-ui-bundle.js"></script>
      <script src="/assets/api.js"></script>
      </body>
      </html>
      """;

  /** Swagger UI sets styles in its elements; scripts stay our own files. */
  private static final String POLICY =
      SecurityHeaders.POLICY + "; style-src 'self' 'unsafe-inline'";

  @Get
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> page() {
    return HttpResponse.ok(PAGE).header(SecurityHeaders.CONTENT_SECURITY_POLICY, POLICY);
  }
}
