using System.Text.Json.Nodes;
using Fengqiao.Cases.Tests.Http;

namespace Fengqiao.Cases.Tests.Fuzzing;

/// <param name="In">path, query or header.</param>
internal sealed record ApiParameter(string Name, string In, bool IsRequired, JsonNode Schema);

/// <param name="Bodies">Schemas by media type; none where the operation takes no body.</param>
internal sealed record ApiOperation(string Id, HttpMethod Method, string Path, IReadOnlyList<ApiParameter> Parameters, IReadOnlyDictionary<string, JsonNode> Bodies);

/// <summary>What our own <c>/openapi/v1.json</c> tells programs, read as a stranger would: no type of the product is looked at.</summary>
internal sealed class ApiDocument
{
    private readonly JsonNode _root;

    private ApiDocument(JsonNode root)
    {
        _root = root;
        Operations =
        [
            .. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
                .Where(member => member.Value is JsonObject operation && operation.ContainsKey("responses"))
                .Select(member => Read(path.Key, member.Key, member.Value!))).OrderBy(o => o.Id, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static async Task<ApiDocument> ReadAsync(County county) => new((await county.Anonymous.GetAsync("/openapi/v1.json")).Json);

    /// <summary>The schema itself, where it only refers to another.</summary>
    public JsonNode Resolve(JsonNode schema)
    {
        while (schema["$ref"]?.GetValue<string>() is { } pointer)
        {
            schema = pointer.Split('/').Skip(1).Aggregate(_root, (node, part) => node[part]!);
        }

        return schema;
    }

    private ApiOperation Read(string path, string method, JsonNode operation) => new(
        operation["operationId"]!.GetValue<string>(),
        HttpMethod.Parse(method),
        path,
        [
            .. (operation["parameters"]?.AsArray() ?? []).Select(p => Resolve(p!)).Select(p =>
                new ApiParameter(p["name"]!.GetValue<string>(), p["in"]!.GetValue<string>(), p["required"]?.GetValue<bool>() == true, Resolve(p["schema"] ?? new JsonObject()))),
        ],
        (operation["requestBody"]?["content"]?.AsObject() ?? []).ToDictionary(c => c.Key, c => Resolve(c.Value!["schema"] ?? new JsonObject()), StringComparer.Ordinal));
}
