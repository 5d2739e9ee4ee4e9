using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fengqiao.Host.Server;

/// <summary>How requests are read and answers written: strictly the first, readably the second.</summary>
internal static class JsonRules
{
    /// <summary>Deep enough for every request there is; parsers of hostile depth stop here.</summary>
    private const int DeepestRequest = 32;

    public static void Apply(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.MaxDepth = DeepestRequest;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        // Answers are JSON with its own media type and never put into a page, so Chinese may stay as it is.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.Converters.Add(new PlainTextConverter());
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }
}
