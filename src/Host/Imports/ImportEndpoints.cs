using System.Text;

namespace Fengqiao.Host.Imports;

internal static class ImportEndpoints
{
    /// <summary>The bad rows of a run as a file to be mended.</summary>
    public static void MapImports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/admin/imports/{id:guid}/problems.csv", async (Guid id, ImportDesk desk, CancellationToken ct) =>
            await desk.FindAsync(id, ct) is { Run: { Problems.Length: > 0 } run }
                ? (IResult)TypedResults.File(Encoding.UTF8.GetBytes(run.Problems), "text/csv; charset=utf-8", Path.GetFileNameWithoutExtension(run.FileName) + ".bad.csv")
                : TypedResults.NotFound()).RequireAuthorization().ExcludeFromDescription();
}
