// Shows the API's description on the page /api.
SwaggerUIBundle({ url: "/api/spec/tinbao-0.1.yml", dom_id: "#swagger-ui", deepLinking: true });
