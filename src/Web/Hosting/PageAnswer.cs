using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fengqiao.Web.Hosting;

/// <summary>
/// The answer of an endpoint that takes a form and shows the page again, as when the form was refused. A form that was accepted is
/// answered with a redirect instead, so that reloading repeats nothing.
/// </summary>
public static class PageAnswer
{
    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="parameters">Values of the page's parameters; those that are null are left out.</param>
    public static IResult Of<TPage>(int status, params IEnumerable<(string Name, object? Value)> parameters)
        where TPage : IComponent
    {
        var given = parameters.Where(static p => p.Value is not null).ToDictionary(static p => p.Name, static p => p.Value!, StringComparer.Ordinal);
        var document = new Dictionary<string, object?>
        {
            [nameof(PageDocument.Page)] = typeof(TPage),
            [nameof(PageDocument.Parameters)] = given,
        };
        return new RazorComponentResult<PageDocument>(document) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>Sends the browser to a page of this site with GET, after a form was accepted.</summary>
    public static IResult See(string path) => new SeeOther(path);

    /// <summary>303 rather than 302: what follows is read, whatever the method was.</summary>
    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
