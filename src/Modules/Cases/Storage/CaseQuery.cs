using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Storage;

/// <summary>A pile of work as people speak of it. Each waits for one kind of move.</summary>
internal enum WorkQueue
{
    ToDispatch,
    ReturnsToReview,
    ToSign,
    InHand,
    DueSoon,
    Overdue,
    ToVerify,
    ToCallBack,
    ToClose,
}

/// <summary>What a list of cases is narrowed by; as it stands in the address bar.</summary>
internal sealed record CaseFilter
{
    public string? Q { get; init; }

    public string? State { get; init; }

    /// <summary>A category and all below it.</summary>
    public string? Category { get; init; }

    public string? Channel { get; init; }

    /// <summary>A region and all within it.</summary>
    public string? Region { get; init; }

    /// <summary>Code of the lead unit.</summary>
    public string? Unit { get; init; }

    /// <summary>True: closing limit missed; false: not missed.</summary>
    public bool? Overdue { get; init; }

    /// <summary>First day, in the county's calendar, on which the matter was received.</summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public string? To { get; init; }

    public string? Queue { get; init; }
}

/// <summary>Narrows the visible cases. Bad values are errors that name the field, never an empty list.</summary>
internal sealed partial class CaseQuery(CaseAccess access, FengqiaoDb db, DatabaseOptions database, IUnitDirectory units, CountyClock clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromHours(24);

    public Result<IQueryable<Case>> Apply(CaseFilter filter, Actor actor)
    {
        Result<IQueryable<Case>> cases = Result(access.Visible(actor));
        return cases
            .Then(c => ByState(c, filter.State))
            .Then(c => ByChannel(c, filter.Channel))
            .Then(c => ByCategory(c, filter.Category))
            .Then(c => ByRegion(c, filter.Region))
            .Then(c => ByUnit(c, filter.Unit))
            .Then(c => ByOverdue(c, filter.Overdue))
            .Then(c => ByDays(c, filter.From, filter.To))
            .Then(c => ByQueue(c, filter.Queue, actor))
            .Then(c => ByWords(c, filter.Q));
    }

    /// <summary>The cases of a pile of work that this actor's posts can move on.</summary>
    public IQueryable<Case> Queue(IQueryable<Case> cases, WorkQueue queue, Actor actor)
    {
        var now = clock.UtcNow;
        var soon = now + Soon;
        var handling = actor.PostsWith(Rights.CasesHandle).Select(p => (Guid?)p.UnitId).Distinct().ToList();
        return queue switch
        {
            WorkQueue.ToDispatch => AtDesks(cases, actor).Where(c => c.State == CaseState.Registered),
            WorkQueue.ReturnsToReview => AtDesks(cases, actor).Where(c => c.State == CaseState.ReturnRequested),
            WorkQueue.ToSign => cases.Where(c => c.State == CaseState.Dispatched && handling.Contains(c.LeadUnitId)),
            WorkQueue.InHand => cases.Where(c => (c.State == CaseState.Signed || c.State == CaseState.Handling) && handling.Contains(c.LeadUnitId)),
            WorkQueue.DueSoon => Mine(cases, actor, handling).Where(c => CaseStates.InHand.Contains(c.State) && c.CloseDueUtc >= now && c.CloseDueUtc < soon),
            WorkQueue.Overdue => Mine(cases, actor, handling).Where(c => CaseStates.InHand.Contains(c.State) && c.CloseDueUtc < now),
            WorkQueue.ToVerify => InArea(cases, actor, Rights.CasesVerify).Where(c => c.State == CaseState.Submitted),
            WorkQueue.ToCallBack => InArea(cases, actor, Rights.CasesCallBack).Where(c => c.State == CaseState.Verified),
            WorkQueue.ToClose => InArea(cases, actor, Rights.CasesCallBack).Where(c => c.State == CaseState.CalledBack),
            _ => throw new ArgumentOutOfRangeException(nameof(queue)),
        };
    }

    /// <summary>The piles that can ever hold something for this actor.</summary>
    public static IEnumerable<WorkQueue> QueuesOf(Actor actor)
    {
        if (actor.Can(Rights.CasesDispatch))
        {
            yield return WorkQueue.ToDispatch;
            yield return WorkQueue.ReturnsToReview;
        }

        if (actor.Can(Rights.CasesHandle))
        {
            yield return WorkQueue.ToSign;
            yield return WorkQueue.InHand;
        }

        if (actor.Can(Rights.CasesHandle) || actor.Can(Rights.CasesDispatch))
        {
            yield return WorkQueue.DueSoon;
            yield return WorkQueue.Overdue;
        }

        if (actor.Can(Rights.CasesVerify))
        {
            yield return WorkQueue.ToVerify;
        }

        if (actor.Can(Rights.CasesCallBack))
        {
            yield return WorkQueue.ToCallBack;
            yield return WorkQueue.ToClose;
        }
    }

    /// <summary>Limits that run out or have: a unit's own; for a dispatcher, those of the region.</summary>
    private static IQueryable<Case> Mine(IQueryable<Case> cases, Actor actor, List<Guid?> handling) =>
        actor.Can(Rights.CasesDispatch) ? cases : cases.Where(c => handling.Contains(c.LeadUnitId));

    private static IQueryable<Case> InArea(IQueryable<Case> cases, Actor actor, string right) =>
        AnyOf(cases, actor.PostsWith(right).Select(p => p.Region), static (c, from, to) =>
            c.Where(x => string.Compare(x.Place, from) >= 0 && string.Compare(x.Place, to) < 0));

    private static IQueryable<Case> AtDesks(IQueryable<Case> cases, Actor actor) =>
        AnyOf(cases, actor.PostsWith(Rights.CasesDispatch).Select(p => p.Region), static (c, from, to) =>
            c.Where(x => string.Compare(x.Desk, from) >= 0 && string.Compare(x.Desk, to) < 0));

    private static IQueryable<Case> AnyOf(IQueryable<Case> cases, IEnumerable<RegionCode> regions, Func<IQueryable<Case>, string, string, IQueryable<Case>> within)
    {
        IQueryable<Case>? any = null;
        foreach (var region in regions.Distinct())
        {
            var (from, to) = region.Range;
            var part = within(cases, from, to);
            any = any is null ? part : any.Union(part);
        }

        return any ?? cases.Where(_ => false);
    }

    private static Result<IQueryable<Case>> Result(IQueryable<Case> cases) => Result<IQueryable<Case>>.Of(cases);

    private static Result<IQueryable<Case>> ByState(IQueryable<Case> cases, string? code)
    {
        if (string.IsNullOrEmpty(code))
        {
            return Result(cases);
        }

        if (code == "open")
        {
            return Result(cases.Where(c => CaseStates.Open.Contains(c.State)));
        }

        return CaseCodes.TryParse<CaseState>(code, out var state)
            ? Result(cases.Where(c => c.State == state))
            : CaseErrors.UnknownCode("state", code);
    }

    private static Result<IQueryable<Case>> ByChannel(IQueryable<Case> cases, string? code) =>
        string.IsNullOrEmpty(code) ? Result(cases)
        : CaseCodes.TryParse<Channel>(code, out var channel) ? Result(cases.Where(c => c.Channel == channel))
        : CaseErrors.UnknownCode("channel", code);

    private static Result<IQueryable<Case>> ByCategory(IQueryable<Case> cases, string? code) =>
        string.IsNullOrEmpty(code) ? Result(cases)
        : code == "none" ? Result(cases.Where(c => c.Category == null))
        : code.All(char.IsAsciiLetterOrDigit) ? Result(cases.Where(c => c.Category != null && c.Category.StartsWith(code)))
        : CaseErrors.UnknownCode("category", code);

    private static Result<IQueryable<Case>> ByRegion(IQueryable<Case> cases, string? code) =>
        string.IsNullOrEmpty(code) ? Result(cases)
        : RegionCode.TryParse(code, out var region) ? Result(cases.Where(CaseAccess.Within(region)))
        : CaseErrors.UnknownCode("region", code);

    private Result<IQueryable<Case>> ByUnit(IQueryable<Case> cases, string? code)
    {
        if (string.IsNullOrEmpty(code))
        {
            return Result(cases);
        }

        return units.FindByCode(code) is { Id: var id }
            ? Result(cases.Where(c => c.LeadUnitId == id))
            : CaseErrors.UnknownCode("unit", code);
    }

    private Result<IQueryable<Case>> ByOverdue(IQueryable<Case> cases, bool? overdue)
    {
        var now = clock.UtcNow;
        return Result(overdue switch
        {
            true => cases.Where(c => c.CloseDueUtc != null && (c.StoppedUtc == null ? c.CloseDueUtc < now : c.StoppedUtc > c.CloseDueUtc)),
            false => cases.Where(c => c.CloseDueUtc == null || (c.StoppedUtc == null ? c.CloseDueUtc >= now : c.StoppedUtc <= c.CloseDueUtc)),
            null => cases,
        });
    }

    private Result<IQueryable<Case>> ByDays(IQueryable<Case> cases, string? from, string? to)
    {
        if (!string.IsNullOrEmpty(from))
        {
            if (!TryDay(from, out var first))
            {
                return CaseErrors.UnknownCode("from", from);
            }

            var start = clock.DayRange(first).FromUtc;
            cases = cases.Where(c => c.ReceivedUtc >= start);
        }

        if (!string.IsNullOrEmpty(to))
        {
            if (!TryDay(to, out var last))
            {
                return CaseErrors.UnknownCode("to", to);
            }

            var end = clock.DayRange(last).ToUtc;
            cases = cases.Where(c => c.ReceivedUtc < end);
        }

        return Result(cases);
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is > 1900 and < 2200;

    private Result<IQueryable<Case>> ByQueue(IQueryable<Case> cases, string? code, Actor actor) =>
        string.IsNullOrEmpty(code) ? Result(cases)
        : CaseCodes.TryParse<WorkQueue>(code, out var queue) ? Result(Queue(cases, queue, actor))
        : CaseErrors.UnknownCode("queue", code);

    /// <summary>
    /// A case number, or words of two or more characters each of which occurs in title or description. The index finds pairs;
    /// longer Chinese words are then compared as a whole. Letters and digits are not: the index knows １２３ and 123 as the same, the text does not.
    /// </summary>
    private Result<IQueryable<Case>> ByWords(IQueryable<Case> cases, string? q)
    {
        var text = q?.Trim() ?? "";
        if (text.Length == 0)
        {
            return Result(cases);
        }

        if (text.StartsWith("SJ", StringComparison.OrdinalIgnoreCase) && text.Skip(2).All(char.IsAsciiDigit) && text.Length > 2)
        {
            var number = text.ToUpperInvariant();
            return Result(cases.Where(c => c.Number.StartsWith(number)));
        }

        var terms = CharacterPairs.Terms(text);
        if (terms.Count == 0)
        {
            return CaseErrors.QueryTooShort;
        }

        var hits = Hits(terms);
        cases = cases.Where(c => hits.Any(h => h.Sequence == c.Sequence));
        foreach (var word in terms.SelectMany(ChineseWords))
        {
            cases = cases.Where(c => (c.Title + " " + c.Description).Contains(word));
        }

        return Result(cases);
    }

    /// <summary>Runs of three or more ideographs, which are stored as they are searched for.</summary>
    private static IEnumerable<string> ChineseWords(string term) =>
        Ideographs().Matches(term).Select(m => m.Value);

    [GeneratedRegex(@"[\u3400-\u9FFF]{3,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ideographs();

    private IQueryable<SearchHit> Hits(IReadOnlyList<string> terms)
    {
        var pairs = terms.SelectMany(t => Enumerable.Range(0, t.Length - 1).Select(i => t.Substring(i, 2))).Distinct();
        var postgres = database.Kind == DatabaseKind.Postgres;
        var match = new StringBuilder().AppendJoin(postgres ? " & " : " AND ", pairs.Select(p => postgres ? $"'{p}'" : $"\"{p}\"")).ToString();
        return postgres
            ? db.Set<SearchHit>().FromSqlInterpolated($"SELECT sequence FROM case_search WHERE grams @@ {match}::tsquery")
            : db.Set<SearchHit>().FromSqlInterpolated($"SELECT rowid AS sequence FROM case_search WHERE case_search MATCH {match}");
    }
}
