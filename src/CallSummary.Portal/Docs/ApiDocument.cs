using CallSummary.Portal.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CallSummary.Portal.Docs;

/// <summary>What the OpenAPI document says beside the endpoints themselves: the title, the key, and the answers that every endpoint may give.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Path = "/openapi/{documentName}.json";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CallSummary",
                Version = "1",
                Description = "Calls, transcripts, summaries and recordings; events as they happen; webhooks. A key sees the calls of its tenant or of its one subscriber and nothing else: anybody else's call answers 404, as one that does not exist. Errors are problem details (RFC 9457) whose `detail` says what to do.",
            };
            document.Servers?.Clear(); // The address the document was fetched from is the server.
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[ApiKeyHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key, `Authorization: Bearer cs_…`. Never put it in a URL.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            // GET and HEAD of one endpoint share its name, and an operation's id must be unique (OpenAPI 3.1 section 4.8.10).
            if (context.Description.HttpMethod == HttpMethods.Head)
            {
                operation.OperationId += "Head";
            }

            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
            {
                operation.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyHandler.SchemeName, context.Document)] = [] },
                ];
            }

            return Task.CompletedTask;
        });
    }
}
