using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Moving;

/// <summary>
/// Finds the rules that the limits of a case run by: those in force on the day of its dispatch, and from then on the same ones, whatever the
/// county decides later. Only the calendar is the one known now.
/// </summary>
internal sealed class LimitClocks(CatalogueSource catalogue, ICalendarSource calendar, CountyClock clock)
{
    /// <summary>For a dispatch at that moment; the category may be settled with it.</summary>
    public CaseClock ForDispatch(Case moving, string? category, DateTime atUtc)
    {
        var (now, day) = (catalogue.Current, DateOnly.FromDateTime(clock.ToLocal(atUtc)));
        var dispatch = DispatchFinder.For(now.DispatchRules, category, moving.Place, day);
        var statute = StatuteFinder.For(now.StatuteLimits, category, moving.Channel, moving.Urgency, day);
        return Made(Rule(LimitKind.Sign), Rule(LimitKind.FirstContact), Rule(LimitKind.Close), Rule(LimitKind.Return), dispatch, statute);

        LimitRule Rule(LimitKind kind) => LimitFinder.RuleFor(now.LimitRules, kind, category, moving.Channel, moving.Urgency, day);
    }

    /// <summary>For a dispatched case; null where no limits run.</summary>
    public CaseClock? Of(Case on)
    {
        if (on.DispatchedUtc is not { } dispatched)
        {
            return null;
        }

        var (now, day) = (catalogue.Current, DateOnly.FromDateTime(clock.ToLocal(dispatched)));
        if (on.CloseRule is null)
        {
            // Dispatched before the rules were kept with the case: those of that day.
            return ForDispatch(on, on.Category, dispatched);
        }

        return Made(
            Kept(on.SignRule, LimitKind.Sign),
            Kept(on.ContactRule, LimitKind.FirstContact),
            Kept(on.CloseRule, LimitKind.Close),
            LimitFinder.RuleFor(now.LimitRules, LimitKind.Return, on.Category, on.Channel, on.Urgency, day),
            on.DispatchRule is { } code ? now.DispatchRules.FirstOrDefault(r => r.Code == code) : null,
            on.StatuteRule is { } law ? now.StatuteLimits.FirstOrDefault(l => l.Code == law) : null);

        LimitRule Kept(string? rule, LimitKind kind) =>
            now.LimitRules.FirstOrDefault(r => r.Code == rule) ?? LimitFinder.RuleFor(now.LimitRules, kind, on.Category, on.Channel, on.Urgency, day);
    }

    private CaseClock Made(LimitRule sign, LimitRule contact, LimitRule close, LimitRule back, DispatchRule? dispatch, StatuteLimit? statute)
    {
        var byDispatch = close.Urgency is null ? LimitFinder.ClosingOf(dispatch, close) : null;
        var limits = new CaseLimits(sign.Spec, contact.Spec, byDispatch ?? close.Spec);
        var codes = new LimitCodes(sign.Code, contact.Code, close.Code, byDispatch is null ? null : dispatch!.Code, statute?.Code);
        // More time is told in the unit of the closing limit: a rule in another unit cannot be added to it.
        var extension = limits.Close.Unit == close.Unit ? close.Extension : null;
        extension ??= statute is not null && statute.Unit == limits.Close.Unit ? statute.Extension : null;
        return new CaseClock(limits, codes, extension, close.IsPausable, back.Spec, statute, calendar.Current, clock.Zone);
    }
}
