using System.Globalization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Audit;

namespace Fengqiao.Host.Audit;

/// <summary>What the audit administrator looks for. Every part that is given narrows the list.</summary>
/// <param name="Act">Beginning of the act: <c>person.</c> finds every act on people.</param>
/// <param name="Object">Number, account or id the act was about.</param>
/// <param name="From">First day, of the county.</param>
/// <param name="To">Last day, of the county.</param>
internal sealed record AuditFilter(string? Actor, string? Act, string? Object, string? Source, DateOnly? From, DateOnly? To)
{
    private const int Longest = 200;

    /// <summary>From the query of an address or the fields of a form; what cannot be read narrows nothing.</summary>
    public static AuditFilter Read(Func<string, string?> field)
    {
        return new AuditFilter(Text("actor"), Text("act"), Text("object"), Text("source"), Day("from"), Day("to"));

        string? Text(string name) => field(name)?.Trim() is { Length: > 0 and <= Longest } text ? text : null;

        DateOnly? Day(string name) => DateOnly.TryParseExact(field(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    public IQueryable<AuditEntry> In(IQueryable<AuditEntry> entries, CountyClock clock)
    {
        entries = Actor is null ? entries : entries.Where(e => e.Actor == Actor);
        entries = Act is null ? entries : entries.Where(e => e.Action.StartsWith(Act));
        entries = Object is null ? entries : entries.Where(e => e.ObjectId == Object);
        entries = Source is null ? entries : entries.Where(e => e.Source == Source);
        if (From is { } from)
        {
            var begin = clock.DayRange(from).FromUtc;
            entries = entries.Where(e => e.AtUtc >= begin);
        }

        if (To is { } to)
        {
            var end = clock.DayRange(to).ToUtc;
            entries = entries.Where(e => e.AtUtc < end);
        }

        return entries;
    }
}
