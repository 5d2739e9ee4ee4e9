using Fengqiao.Platform.Files;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Attaching;

/// <summary>Sends a stored file with headers under which no browser runs it.</summary>
internal static class AttachmentResult
{
    public static IResult Of(HttpContext context, StoredFile file, Stream content)
    {
        foreach (var (name, value) in ContentDisposition.Headers(file))
        {
            context.Response.Headers[name] = value;
        }

        return TypedResults.Stream(content, file.ContentType, enableRangeProcessing: true);
    }
}
