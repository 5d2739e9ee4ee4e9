using System.Text.Json;
using Fengqiao.Kernel;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Platform.Http;

/// <summary>
/// What a program gets when a request could not be understood or the platform failed: a code and a trace number, never a stack.
/// The log gets the exception's type and place, not its message, which may quote what somebody wrote.
/// </summary>
public sealed class FaultHandler(IWriteStoreFaults faults, ILogger<FaultHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var error = Explain(exception);
        if (error.Kind == ErrorKind.Unavailable || error.Code == "platform.fault")
        {
            log.LogError("Request {Method} {Path} failed: {Type} at {Place}", httpContext.Request.Method, httpContext.Request.Path.Value?.ReplaceLineEndings(" "),
                exception.GetType().Name, exception.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Fengqiao", StringComparison.Ordinal))?.Trim());
        }

        if (!httpContext.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            httpContext.Response.StatusCode = Problems.Status(error.Kind);
            return false;
        }

        await Problems.WriteAsync(httpContext, error);
        return true;
    }

    private Error Explain(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => Json(json),
        JsonException json => Json(json),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Error("platform.too-large", ErrorKind.TooLarge),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new Error("platform.media-type", ErrorKind.UnsupportedMedia),
        BadHttpRequestException => new Error("platform.bad-request", ErrorKind.Invalid),
        InvalidDataException => new Error("platform.bad-request", ErrorKind.Invalid),
        // A form that ends in the middle of a part. Any other is the disk's or the network's, and ours to answer for.
        IOException { Source: "Microsoft.AspNetCore.WebUtilities" } => new Error("platform.bad-request", ErrorKind.Invalid),
        // The temporary folder, where forms and files wait while they come in.
        IOException full when FileErrors.FromWrite(full) is { Code: FileErrors.DiskFull } noSpace => noSpace,
        _ when faults.IsUnavailable(exception) => CommitErrors.Unavailable,
        _ => new Error("platform.fault", (ErrorKind)(-1)),
    };

    private static Error Json(JsonException json) => json.Path is ['$', '.', .. { Length: > 0 } field]
        ? new Error("platform.bad-field", ErrorKind.Invalid, field, field)
        : new Error("platform.bad-json", ErrorKind.Invalid);
}
