using System.Text.Encodings.Web;
using System.Text.Json;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.CitizenData;

/// <summary>The copy as a file that other programs can read (PIPL 45, transfer to another handler).</summary>
internal static class OwnDataFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapOwnDataFile(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/track/data/file", async Task<IResult> (IFormCollection _, OwnDataReader reader, SealedCookie cookies, HttpContext context, CancellationToken ct) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                if (cookies.Read<TrackingProof>(context, TrackingProof.Cookie) is not { } proof)
                {
                    return PageAnswer.See("/track?done=expired");
                }

                var copy = await reader.CopyAsync(proof, ct);
                return copy.Failed(out var error)
                    ? TypedResults.StatusCode(Problems.Status(error.Kind))
                    : TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(copy.Value, Json), "application/json; charset=utf-8", $"fengqiao-{copy.Value.Number}.json");
            })
            .AllowAnonymous().RequireRateLimiting(CasesModule.PublicLimit).ExcludeFromDescription();
}
