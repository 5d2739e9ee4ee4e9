using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Fengqiao.Host.Server;

/// <summary>What <c>/openapi/v1.json</c> says beyond the endpoints' own types: sign-in, the headers of writes, the shape of errors.</summary>
internal static class ApiDescription
{
    private const string Bearer = "bearer";
    private const string Problem = "Problem";
    private static readonly string[] Versioned = ["/moves/", "/secrecy", "/posts"];

    public static void AddApiDescription(this IServiceCollection services, ServerOptions options) => services.AddOpenApi("v1", api =>
    {
        api.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        api.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        api.AddSchemaTransformer(static (schema, context, _) =>
        {
            // The generator cannot see through PlainTextConverter.
            if (context.JsonTypeInfo.Type == typeof(string) && schema.Type is null)
            {
                schema.Type = context.JsonPropertyInfo is { IsGetNullable: true } ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            }

            return Task.CompletedTask;
        });
        api.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document, options);
            return Task.CompletedTask;
        });
        api.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiDocument document, ServerOptions options)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Fengqiao 枫桥",
            Version = "v1",
            Description = "The platform of a county governance centre (县级综治中心). Errors are RFC 9457 problem details with a stable `code`.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new OpenApiServer { Url = options.PublicUrl?.ToString().TrimEnd('/') ?? "/" }];
        var components = document.Components ??= new OpenApiComponents();
        (components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>())[Bearer] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token made by `fengqiao token create --account NAME`.",
        };
        (components.Schemas ??= new Dictionary<string, IOpenApiSchema>())[Problem] = ProblemSchema();
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (HttpMethods.IsPost(context.Description.HttpMethod ?? ""))
        {
            AddHeader(operation, RequestKeyMiddleware.Header, "Any text of up to 128 characters, chosen by the client for this one act: a repetition gets the first answer and changes nothing.");
        }

        if (TakesAVersion(context.Description.HttpMethod ?? "", context.Description.RelativePath ?? ""))
        {
            AddHeader(operation, "If-Match", "The version the caller last saw, as its `ETag` gave it, e.g. `\"3\"`. Another version answers 409.");
        }

        (operation.Responses ??= []).TryAdd("default", new OpenApiResponse
        {
            Description = "Not done. `code` says why and never changes its meaning.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, context.Document) },
            },
        });
    }

    private static void AddHeader(OpenApiOperation operation, string name, string description)
    {
        operation.Parameters ??= [];
        if (operation.Parameters.All(p => p.Name != name))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "title", "status", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("`urn:fengqiao:` and the code."),
            ["title"] = Text("What happened and what to do, in the language of the request."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["code"] = Text("Stable, e.g. `platform.outdated`."),
            ["traceId"] = Text("What the operator finds the request by."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["field"] = Text("The field it is about."),
                        ["code"] = Text("Stable."),
                        ["message"] = Text("In words."),
                    },
                },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    /// <summary>Changes of what two people may change at the same time.</summary>
    private static bool TakesAVersion(string method, string path) => HttpMethods.IsPut(method)
        || (HttpMethods.IsPost(method) && Array.Exists(Versioned, part => path.Contains(part, StringComparison.Ordinal)));
}
