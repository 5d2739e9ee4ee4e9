using System.Diagnostics;
using System.Globalization;
using Fengqiao.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Platform.Http;

/// <summary>One part of an error answer: which field, which rule, in words.</summary>
public sealed record ProblemItem(string? Field, string Code, string Message);

/// <summary>Turns errors into RFC 9457 problem details. The only place that knows which status a kind of error has.</summary>
public static class Problems
{
    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.Refused => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The answer of an endpoint that failed.</summary>
    public static ProblemHttpResult Result(HttpContext context, Error error)
    {
        if ((error.Kind is ErrorKind.Unavailable or ErrorKind.TooMany) && context.Response.Headers.RetryAfter.Count == 0)
        {
            context.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Problem(Details(context, error));
    }

    public static Task WriteAsync(HttpContext context, Error error) => Result(context, error).ExecuteAsync(context);

    /// <summary>How long a client should wait before it tries again.</summary>
    private const int RetrySeconds = 5;

    private static ProblemDetails Details(HttpContext context, Error error)
    {
        var texts = context.RequestServices.GetRequiredService<ErrorTexts>();
        var problem = new ProblemDetails
        {
            Type = "urn:fengqiao:" + error.Code,
            Title = texts.Of(error),
            Status = Status(error.Kind),
        };
        problem.Extensions["code"] = error.Code;
        problem.Extensions["traceId"] = Activity.Current?.Id ?? context.TraceIdentifier;
        var items = error.All.Where(e => e.Field is not null).Select(e => new ProblemItem(e.Field, e.Code, texts.Of(e))).ToList();
        if (items.Count > 0)
        {
            problem.Extensions["errors"] = items;
        }

        if (error.Extra is { } extra)
        {
            foreach (var (name, value) in extra)
            {
                problem.Extensions[name] = value;
            }
        }

        return problem;
    }
}
