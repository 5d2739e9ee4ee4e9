using System.Text.Json;
using Fengqiao.Contracts.Organization;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Features.ListRegions;

/// <summary>Answers <c>application/geo+json</c>. Outlines are stored as GeoJSON and are passed on as they are.</summary>
internal sealed class GeoJsonResult(Action<Utf8JsonWriter> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/geo+json";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        write(writer);
    }

    public static void WriteCollection(Utf8JsonWriter writer, IEnumerable<(RegionInfo Region, string Path, string Outline)> features)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        foreach (var (region, path, outline) in features)
        {
            WriteFeature(writer, region, path, outline);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteFeature(Utf8JsonWriter writer, RegionInfo region, string path, string outline)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteString("id", region.Code.Value);
        writer.WriteStartObject("properties");
        writer.WriteString("code", region.Code.Value);
        writer.WriteString("name", region.Name);
        writer.WriteString("path", path);
        writer.WriteEndObject();
        writer.WritePropertyName("geometry");
        writer.WriteRawValue(outline);
        writer.WriteEndObject();
    }
}
