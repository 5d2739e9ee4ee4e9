using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.ManageStatutes;

/// <param name="Extension">How much more time, how often and by whom; null where none may be given.</param>
/// <param name="Certainty">law, article-unchecked, secondary, unverified or local.</param>
internal sealed record StatuteView(string Code, string Track, string Name, string StartsWith, int Amount, string Unit, bool RollsOverRestDays, bool Pausable, ExtensionView? Extension, string Basis, string Certainty, DateOnly ValidFrom, DateOnly? ValidTo);

/// <param name="Amount">At most so much each time, in the unit of the limit.</param>
internal sealed record ExtensionView(int Amount, int Times, string By);

/// <param name="Reason">Name of the step.</param>
/// <param name="Text">The step in the language asked for.</param>
internal sealed record StepView(string Reason, DateOnly Day, string Text);

/// <param name="Original">Before rolling over rest days.</param>
/// <param name="Due">After it.</param>
internal sealed record CountedView(string Limit, DateTime Start, DateTime Original, DateTime Due, IReadOnlyList<StepView> Because);

/// <summary>The limits of the law, which are no secret, and what they give from a moment on.</summary>
internal static class StatuteEndpoints
{
    private static readonly Error StartMissing = new("rules.start-malformed", ErrorKind.Invalid, "start");

    public static void MapStatutes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/limits", (CatalogueSource catalogue) =>
            {
                var items = catalogue.Current.StatuteLimits.Select(View).ToList();
                return TypedResults.Ok(new PageOf<StatuteView>(items, items.Count, 1, Math.Max(items.Count, 1)));
            })
            .AllowAnonymous().WithName("ListLimits").WithTags("Limits").WithSummary("The limits that statutes and standards set, with their basis")
            .Produces<PageOf<StatuteView>>();
        api.MapGet("/limits/{code}/due", Count)
            .AllowAnonymous().WithName("CountLimit").WithTags("Limits").WithSummary("When a limit ends that starts at a moment, and why")
            .Produces<CountedView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static IResult Count(string code, string? start, HttpContext context, CatalogueSource catalogue, ICalendarSource calendar, CountyClock clock, StatuteWords words)
    {
        if (catalogue.Current.StatuteLimits.FirstOrDefault(l => l.Code == code) is not { } limit)
        {
            return Problems.Result(context, RuleErrors.Unknown);
        }

        if (!DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) || moment.Year is < 2000 or > 2200)
        {
            return Problems.Result(context, StartMissing);
        }

        var due = Deadline.From(limit.Spec, moment.UtcDateTime, calendar.Current, clock.Zone);
        var steps = DeadlineReasons.For(limit.Spec, moment.UtcDateTime, calendar.Current, clock.Zone);
        return TypedResults.Ok(new CountedView(limit.Code, moment.UtcDateTime, due.OriginalUtc, due.DueUtc, [.. steps.Select(s => new StepView(CaseCodes.Of(s.Reason), s.Day, words.Step(s)))]));
    }

    private static StatuteView View(StatuteLimit l) => new(
        l.Code, CaseCodes.Of(l.Track), StatuteWords.Name(l), CaseCodes.Of(l.StartsWith), l.Amount, CaseCodes.Of(l.Unit), l.RollsOverRestDays, l.IsPausable,
        l.Extension is { } more ? new ExtensionView(more.Amount, more.Times, CaseCodes.Of(more.By)) : null, l.Basis, CaseCodes.Of(l.Certainty), l.ValidFrom, l.ValidTo);
}
