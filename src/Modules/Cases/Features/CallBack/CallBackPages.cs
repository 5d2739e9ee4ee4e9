using System.Globalization;
using Fengqiao.Cases.CallingBack;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Components;
using Fengqiao.Web.Hosting;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.CallBack;

/// <summary>What was refused on the telephone list, and in which form.</summary>
public sealed record RefusedCall(Guid Id, string Form, IReadOnlyList<FieldError> Errors, IFormCollection Typed)
{
    public string? Of(string name) => Typed[name].ToString() is { Length: > 0 } text ? text : null;
}

/// <summary>The forms of the telephone list. What was accepted leads back to the list under the same filters, where the next one is open.</summary>
internal static class CallBackPages
{
    /// <summary>Of the address, kept from one call to the next.</summary>
    private static readonly string[] Kept = ["pile", "region", "unit", "state", "next"];

    public static void MapCallBackPages(this IEndpointRouteBuilder routes)
    {
        Form(routes, "result", (r, id, form, _, ct) => r.RecordAsync(id, new CallBackResult(form["resolution"], form["satisfaction"], form["text"], form["again"] == "true"), ct));
        Form(routes, "tries", (r, id, form, clock, ct) => r.TryAsync(id, new CallBackAttempt(form["outcome"], LaterAt(form["laterAt"], clock)), ct));
        Form(routes, "give-up", (r, id, _, _, ct) => r.GiveUpAsync(id, ct));
        Form(routes, "exclusion", (r, id, form, _, ct) => r.ExcludeAsync(id, new ExclusionRequest(form["reason"], form["why"]), ct), static field => field == "text" ? "why" : field);
        Form(routes, "decision", (r, id, form, _, ct) => r.DecideAsync(id, new ExclusionDecision(form["approve"] == "true"), ct));
    }

    private static void Form(
        IEndpointRouteBuilder routes,
        string what,
        Func<CallBackRecorder, Guid, IFormCollection, CountyClock, CancellationToken, Task<Result<CallBackOutcome>>> act,
        Func<string, string>? name = null)
    {
        routes.MapPost($"/callbacks/{{id:guid}}/{what}", async Task<IResult> (
            Guid id, IFormCollection form, CallBackRecorder recorder, CountyClock clock, ErrorTexts texts, HttpContext context, CancellationToken ct) =>
        {
            var done = await act(recorder, id, form, clock, ct);
            return !done.Failed(out var error)
                ? PageAnswer.See(Links.With(Back(context), ("done", $"{Word(what, form, done.Value)}:{done.Value.Number}")))
                : error.Kind is ErrorKind.NotFound ? PageAnswer.See(Links.With(Back(context), ("gone", "1")))
                : PageAnswer.Of<CallBacksPage>(Problems.Status(error.Kind), (nameof(CallBacksPage.Refused), new RefusedCall(id, what, FieldErrors.From(error, texts, name ?? (static field => field)), form)));
        }).RequireAuthorization().ExcludeFromDescription();
        // Where somebody lands who reloads a refused form.
        routes.MapGet($"/callbacks/{{id:guid}}/{what}", (Guid id, HttpContext context) => PageAnswer.See(Links.With(Back(context), ("open", id.ToString())))).RequireAuthorization().ExcludeFromDescription();
    }

    /// <summary>The word for what was done, as the texts name it.</summary>
    private static string Word(string what, IFormCollection form, CallBackOutcome done) => what switch
    {
        "tries" => $"try-{form["outcome"]}",
        "exclusion" when done.State != "excluded" => "asked",
        "decision" when done.State != "excluded" => "disapproved",
        "exclusion" or "decision" => "excluded",
        _ => what,
    };

    private static string Back(HttpContext context) =>
        Links.With("/callbacks", [.. Kept.Select(k => (k, context.Request.Query[k].ToString() is { Length: > 0 } value ? value : null))]);

    private static DateTimeOffset? LaterAt(string? typed, CountyClock clock) =>
        DateTime.TryParseExact(typed, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(clock.ToUtc(local), TimeSpan.Zero) : null;
}
