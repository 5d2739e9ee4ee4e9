using System.Linq.Expressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Supervising;

/// <summary>The piles of the supervision desk.</summary>
public enum SupervisionPile
{
    /// <summary>The limit ends within a day.</summary>
    DueSoon,
    Overdue,

    /// <summary>A letter stands.</summary>
    UnderLetter,

    /// <summary>Its limit for an answer is over.</summary>
    Unanswered,

    /// <summary>Answered, and somebody has to decide whether it can be lifted.</summary>
    Answered,
    Listed,

    /// <summary>All that was ever given.</summary>
    All,
}

/// <param name="Leader">Account that entered the leader's note.</param>
internal sealed record SupervisionFilter(string? Pile, string? Unit, string? Region, string? Level, string? Leader);

/// <summary>Lists what is supervised among the cases the actor may see.</summary>
internal sealed class SupervisionList(FengqiaoDb db, CaseAccess access, CasePresenter presenter, SupervisionReader reader, IUnitDirectory units, CountyClock clock, CurrentActor current)
{
    private static readonly TimeSpan Soon = TimeSpan.FromHours(24);

    private sealed class Pair
    {
        public required Case On { get; init; }

        public required Supervision? Row { get; init; }
    }

    public async Task<Result<PageOf<SupervisionLine>>> PageAsync(SupervisionFilter filter, Paging paging, CancellationToken ct)
    {
        var read = Read(filter);
        if (read.Failed(out var error))
        {
            return error;
        }

        var pairs = read.Value;
        var total = await pairs.CountAsync(ct);
        var rows = await pairs.Skip(paging.Skip).Take(paging.PageSize).ToListAsync(ct);
        return new PageOf<SupervisionLine>([.. rows.Select(p => new SupervisionLine(presenter.Row(p.On), p.Row is { } row ? reader.View(row, p.On) : null))], total, paging.Page, paging.PageSize);
    }

    /// <summary>How many each pile holds under the other filters.</summary>
    public async Task<IReadOnlyDictionary<SupervisionPile, int>> CountsAsync(SupervisionFilter filter, CancellationToken ct)
    {
        var counts = new Dictionary<SupervisionPile, int>();
        foreach (var pile in Enum.GetValues<SupervisionPile>())
        {
            var read = Read(filter with { Pile = CaseCodes.Of(pile) });
            counts[pile] = read.IsSuccess ? await read.Value.CountAsync(ct) : 0;
        }

        return counts;
    }

    /// <summary>The accounts that entered leaders' notes on cases the actor may see.</summary>
    public Task<List<string>> LeadersAsync(CancellationToken ct) =>
        Given(access.Visible(current.Actor)).Where(p => p.Row!.Trigger == SupervisionTrigger.LeadersNote).Select(p => p.Row!.IssuedBy).Distinct().OrderBy(a => a).ToListAsync(ct);

    private Result<IQueryable<Pair>> Read(SupervisionFilter filter)
    {
        var errors = new List<Error>();
        var pile = Code(filter.Pile, SupervisionPile.UnderLetter, "pile", errors);
        var level = filter.Level is null ? (SupervisionLevel?)null : Code(filter.Level, SupervisionLevel.Remind, "level", errors);
        var cases = access.Visible(current.Actor);
        if (filter.Region is { } typed)
        {
            if (RegionCode.TryParse(typed, out var region))
            {
                cases = cases.Where(CaseAccess.Within(region));
            }
            else
            {
                errors.Add(CaseErrors.UnknownCode("region", typed));
            }
        }

        var unit = filter.Unit is { } code ? units.FindByCode(code)?.Id : null;
        if (filter.Unit is { } unknown && unit is null)
        {
            errors.Add(CaseErrors.UnknownCode("unit", unknown));
        }

        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        return pile is SupervisionPile.DueSoon or SupervisionPile.Overdue
            ? Result<IQueryable<Pair>>.Of(Running(unit is null ? cases : cases.Where(c => c.LeadUnitId == unit), pile))
            : Result<IQueryable<Pair>>.Of(Pile(Given(cases), pile, unit, level, filter.Leader));
    }

    private IQueryable<Pair> Running(IQueryable<Case> cases, SupervisionPile pile)
    {
        var now = clock.UtcNow;
        var soon = now + Soon;
        var running = cases.Where(c => CaseStates.InHand.Contains(c.State) && c.StoppedUtc == null && c.LeadUnitId != null);
        var due = pile == SupervisionPile.Overdue ? running.Where(c => c.CloseDueUtc < now) : running.Where(c => c.CloseDueUtc >= now && c.CloseDueUtc <= soon);
        return due.OrderBy(c => c.CloseDueUtc).ThenBy(c => c.Sequence).Select(c => new Pair { On = c, Row = null });
    }

    private IQueryable<Pair> Pile(IQueryable<Pair> given, SupervisionPile pile, Guid? unit, SupervisionLevel? level, string? leader)
    {
        var now = clock.UtcNow;
        Expression<Func<Pair, bool>> wanted = pile switch
        {
            SupervisionPile.Unanswered => p => p.Row!.LetterNumber != null && p.Row.LiftedUtc == null && p.Row.AnsweredUtc == null && p.Row.AnswerDueUtc < now,
            SupervisionPile.Answered => p => p.Row!.LetterNumber != null && p.Row.LiftedUtc == null && p.Row.AnsweredUtc != null,
            SupervisionPile.Listed => p => p.Row!.LetterNumber != null && p.Row.LiftedUtc == null && (p.Row.Level == SupervisionLevel.Listed || p.Row.Level == SupervisionLevel.Accountability),
            SupervisionPile.All => p => true,
            _ => p => p.Row!.LetterNumber != null && p.Row.LiftedUtc == null,
        };
        var found = given.Where(wanted);
        found = unit is null ? found : found.Where(p => p.Row!.UnitId == unit);
        found = level is null ? found : found.Where(p => p.Row!.Level == level);
        found = leader is null ? found : found.Where(p => p.Row!.Trigger == SupervisionTrigger.LeadersNote && p.Row.IssuedBy == leader);
        return pile == SupervisionPile.All
            ? found.OrderByDescending(p => p.Row!.IssuedUtc).ThenBy(p => p.Row!.Id)
            : found.OrderBy(p => p.Row!.AnswerDueUtc).ThenBy(p => p.Row!.Id);
    }

    /// <summary>What was skipped is seen on the case alone.</summary>
    private IQueryable<Pair> Given(IQueryable<Case> cases) =>
        db.Set<Supervision>().Where(s => !s.IsSkipped).Join(cases, s => s.CaseId, c => c.Id, (s, c) => new Pair { On = c, Row = s });

    private static T Code<T>(string? typed, T usual, string field, List<Error> errors)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(typed))
        {
            return usual;
        }

        if (CaseCodes.TryParse<T>(typed, out var known))
        {
            return known;
        }

        errors.Add(CaseErrors.UnknownCode(field, typed));
        return usual;
    }
}
