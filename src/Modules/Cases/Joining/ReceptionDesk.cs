using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>The schedule of receptions: published, called off, and what was heard there.</summary>
internal sealed class ReceptionDesk(FengqiaoDb db, CaseReader cases, CaseAccess access, CasePresenter presenter, IUnitDirectory units, Writer writer, CountyClock clock, CurrentActor current)
{
    public const int LongestName = 100;
    public const int MostHeard = 200;
    private const int DaysAhead = 92;
    private const int DaysBack = 31;

    /// <summary>What anybody may read: from today on, called-off times too, so that nobody comes in vain.</summary>
    public async Task<IReadOnlyList<ReceptionView>> PublishedAsync(CancellationToken ct)
    {
        var (from, to) = (clock.DayRange(clock.Today).FromUtc, clock.DayRange(clock.Today.AddDays(DaysAhead)).ToUtc);
        return [.. (await db.Set<ReceptionTime>().Where(t => t.ToUtc >= from && t.FromUtc < to).ToListAsync(ct)).OrderBy(t => t.FromUtc).ThenBy(t => t.Id).Select(View)];
    }

    /// <summary>The last month's and those to come, for who keeps the schedule.</summary>
    public async Task<IReadOnlyList<ReceptionLine>> LinesAsync(CancellationToken ct)
    {
        var since = clock.DayRange(clock.Today.AddDays(-DaysBack)).FromUtc;
        var times = await db.Set<ReceptionTime>().Where(t => t.ToUtc >= since).ToListAsync(ct);
        var ids = times.ConvertAll(t => t.Id);
        var heard = (await db.Set<ReceptionRecord>().Where(r => ids.Contains(r.ReceptionId)).Join(access.Visible(current.Actor), r => r.CaseId, c => c.Id, (r, c) => new { r.ReceptionId, c.Number }).ToListAsync(ct))
            .ToLookup(r => r.ReceptionId, r => r.Number);
        return
        [
            .. times.OrderByDescending(t => t.FromUtc).ThenBy(t => t.Id).Select(t => new ReceptionLine(
                View(t), [.. heard[t.Id].Order(StringComparer.Ordinal)], Keeps(t.Region) && t.CalledOffUtc is null && t.ToUtc > clock.UtcNow, Keeps(t.Region) && t.CalledOffUtc is null && t.FromUtc <= clock.UtcNow, t.Version)),
        ];
    }

    public Task<Result<ReceptionView>> PublishAsync(ReceptionRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (!current.Actor.Can(Rights.CasesDispatch))
        {
            return CaseErrors.NotAllowed;
        }

        var errors = new List<Error>();
        var region = RegionOf(request.Region, errors);
        var (from, to) = Times(request, errors);
        var time = new ReceptionTime
        {
            Id = clock.NewId(), Region = region, Leader = Name(request.Leader, "leader", errors), Post = Name(request.Post, "post", errors), Place = Name(request.Place, "place", errors),
            FromUtc = from, ToUtc = to, Kinds = JointText.Optional(request.Kinds, "kinds", errors) ?? "", Capacity = request.Capacity ?? 0, PublishedBy = current.Actor.Account, PublishedUtc = clock.UtcNow,
        };
        if (time.Capacity is < 1 or > MostHeard)
        {
            errors.Add(JointErrors.Capacity(MostHeard));
        }

        return Error.Join(errors) is { } wrong
            ? wrong
            : await writer.SaveAsync(new Commit().Insert(time).Audit("reception.published", "reception", time.Id.ToString(), new { time.Region, time.FromUtc, time.ToUtc }), () => View(time), ct);
    }, ct);

    /// <param name="expected">The version the caller has seen.</param>
    public Task<Result<ReceptionView>> CallOffAsync(Guid id, int expected, string? reason, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await db.Set<ReceptionTime>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } time)
        {
            return JointErrors.NotFound;
        }

        if (!Keeps(time.Region))
        {
            return CaseErrors.NotAllowed;
        }

        var errors = new List<Error>();
        var why = JointText.Needed(reason, "text", errors);
        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        if (time.CalledOffUtc is not null || time.ToUtc <= clock.UtcNow)
        {
            return JointErrors.ReceptionOver;
        }

        var off = time with { CalledOffUtc = clock.UtcNow, CalledOffBy = current.Actor.Account, CallOffReason = why, Version = expected + 1 };
        return await writer.SaveAsync(new Commit().Update(off, expected).Audit("reception.called-off", "reception", id.ToString()), () => View(off), ct);
    }, ct);

    /// <summary>Enters what was heard and decided about a case; the case came by the normal intake, or was there.</summary>
    public Task<Result<Done>> RecordAsync(Guid id, string? number, string? decision, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await db.Set<ReceptionTime>().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } time)
        {
            return JointErrors.NotFound;
        }

        if (!Keeps(time.Region))
        {
            return CaseErrors.NotAllowed;
        }

        var errors = new List<Error>();
        var text = JointText.Needed(decision, "text", errors);
        var heard = string.IsNullOrWhiteSpace(number) ? null : (await cases.FindAsync(number.Trim().ToUpperInvariant(), current.Actor, ct))?.Case;
        if (heard is null)
        {
            errors.Add(JointErrors.CaseUnknown);
        }
        else if (await db.Set<ReceptionRecord>().AnyAsync(r => r.ReceptionId == id && r.CaseId == heard.Id, ct))
        {
            errors.Add(JointErrors.HeardAlready);
        }

        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        if (time.CalledOffUtc is not null || time.FromUtc > clock.UtcNow)
        {
            return JointErrors.ReceptionNotHeld;
        }

        var record = new ReceptionRecord { Id = clock.NewId(), ReceptionId = id, CaseId = heard!.Id, AtUtc = clock.UtcNow, RecordedBy = current.Actor.Account, Decision = text };
        return await writer.SaveAsync(new Commit().Insert(record).Audit("reception.recorded", "case", heard.Number, new { reception = id }), ct);
    }, ct);

    private ReceptionView View(ReceptionTime time) => new(
        time.Id, presenter.Place(time.Region), time.Leader, time.Post, time.Place, time.FromUtc, time.ToUtc, time.Kinds, time.Capacity, time.CalledOffUtc is not null, time.CallOffReason);

    private bool Keeps(string region) => current.Actor.CanIn(Rights.CasesDispatch, RegionCode.Parse(region));

    /// <summary>A county or town the actor dispatches for; the highest of the own posts where none is named.</summary>
    private string RegionOf(string? code, List<Error> errors)
    {
        var own = current.Actor.PostsWith(Rights.CasesDispatch).Where(p => p.Region.Level <= RegionLevel.Town && units.Find(p.UnitId) is not null).Select(p => p.Region).Order().ToList();
        var wanted = string.IsNullOrWhiteSpace(code) ? own.FirstOrDefault() : RegionCode.TryParse(code.Trim(), out var typed) ? typed : default;
        if (wanted.IsEmpty || wanted.Level > RegionLevel.Town || !own.Exists(r => r.Contains(wanted)))
        {
            errors.Add(CaseErrors.UnknownCode("region", code ?? ""));
            return "";
        }

        return wanted.Value;
    }

    private (DateTime From, DateTime To) Times(ReceptionRequest request, List<Error> errors)
    {
        if (!DateOnly.TryParseExact(request.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day < clock.Today || day > clock.Today.AddDays(DaysAhead))
        {
            errors.Add(JointErrors.Day(DaysAhead));
            return default;
        }

        var hasFrom = TimeOnly.TryParseExact(request.From, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from);
        var hasTo = TimeOnly.TryParseExact(request.To, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to);
        if (!hasFrom)
        {
            errors.Add(JointErrors.TimeMissing);
        }

        if (!hasTo || to <= from)
        {
            errors.Add(JointErrors.EndsBeforeItBegins);
        }

        return (clock.ToUtc(day.ToDateTime(from)), clock.ToUtc(day.ToDateTime(to)));
    }

    private static string Name(string? typed, string field, List<Error> errors)
    {
        var text = JointText.Needed(typed, field, errors);
        if (text.Length is > LongestName and <= JointText.Longest)
        {
            errors.Add(CaseErrors.TooLong(field, LongestName));
        }

        return text;
    }
}
