using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Features.TryRules;

/// <summary>One limit with the rule it comes from and the moment it would end.</summary>
internal sealed record TriedLimit(LimitKind Kind, DeadlineSpec Spec, string Rule, string Basis, DateTime DueUtc);

/// <summary>What the rules make of a text that nobody saves.</summary>
/// <param name="Category">The one the limits and the unit were asked for: the chosen one, or the likeliest.</param>
internal sealed record Trial(RegionCode Place, IReadOnlyList<CategoryMatch> Matches, string? Category, DispatchRule? Rule, IReadOnlyList<TriedLimit> Limits);

/// <summary>Runs the very finders that dispatching uses on a text, without making anything of it: for whoever keeps the rules.</summary>
internal sealed class RuleTrial(PlaceFinder places, CatalogueSource catalogue, ICalendarSource calendar, CountyClock clock)
{
    /// <param name="place">Code of a region, or an address as people write it; empty means the county.</param>
    public Result<Trial> Run(string? text, string? place, string? category, Channel channel, Urgency urgency)
    {
        var isCode = RegionCode.TryParse(place, out _);
        var found = places.Find(null, null, isCode ? place : null, isCode ? null : place);
        if (found.Failed(out var error))
        {
            return error.For("place");
        }

        var now = catalogue.Current;
        var matches = CategoryFinder.In(now.Keywords, text ?? "");
        var asked = category ?? (matches.Count > 0 ? matches[0].Category.Code : null);
        var rule = DispatchFinder.For(now.DispatchRules, asked, found.Value.Value, clock.Today);
        var limits = LimitFinder.For(now.LimitRules, asked, channel, urgency, clock.Today, rule);
        var due = limits.From(clock.UtcNow, calendar.Current, clock.Zone);
        return new Trial(found.Value, matches, asked, rule,
        [
            Limit(LimitKind.Sign, limits.Sign, due.SignUtc),
            Limit(LimitKind.FirstContact, limits.FirstContact, due.ContactUtc),
            Limit(LimitKind.Close, limits.Close, due.Close.DueUtc),
        ]);

        TriedLimit Limit(LimitKind kind, DeadlineSpec spec, DateTime dueUtc)
        {
            var source = LimitFinder.RuleFor(now.LimitRules, kind, asked, channel, urgency, clock.Today);
            var fromDispatch = kind == LimitKind.Close && rule?.CloseAmount is not null && source.Urgency is null;
            return new TriedLimit(kind, spec, fromDispatch ? rule!.Code : source.Code, fromDispatch ? "" : source.Basis, dueUtc);
        }
    }
}
