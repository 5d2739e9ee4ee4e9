using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Papers;

/// <summary>How a paper leaves as a file: under its name, and kept by no browser or proxy on the way.</summary>
internal static class PaperFile
{
    public static IResult Hand(HttpContext context, Result<(string Name, byte[] Content)> made)
    {
        if (made.Failed(out var error))
        {
            return TypedResults.StatusCode(Problems.Status(error.Kind));
        }

        context.Response.Headers.ContentDisposition = ContentDisposition.Value(made.Value.Name);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(made.Value.Content, DocxPaper.ContentType);
    }
}
