using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Joining;

/// <summary>What can be done with a session besides writing an opinion.</summary>
internal enum SessionAct
{
    Move,
    Hold,
    Sign,
    Cancel,
}

/// <summary>Joint sessions over a case: convened by its lead unit or the centre, minuted by them, each unit's opinion its own, signed by the chair.</summary>
internal sealed class SessionDesk(
    FengqiaoDb db, CaseReader cases, JointNames names, IUnitDirectory units, IAccountDirectory accounts, Writer writer, CountyClock clock, CurrentActor current)
{
    public const int MostUnits = 20;
    private const string StartFormat = "yyyy-MM-dd'T'HH:mm";

    /// <summary>Of a case that the caller has found for its reader, the latest first.</summary>
    public async Task<IReadOnlyList<SessionView>> OfAsync(Case on, CancellationToken ct)
    {
        var sessions = await db.Set<JointSession>().Where(s => s.CaseId == on.Id).ToListAsync(ct);
        var called = sessions.Count == 0 ? [] : await db.Set<SessionUnit>().Where(u => u.CaseId == on.Id).ToListAsync(ct);
        return [.. sessions.OrderByDescending(s => s.StartUtc).ThenBy(s => s.Id).Select(s => View(s, called.FindAll(u => u.SessionId == s.Id), on))];
    }

    /// <summary>A session with its units; nothing for whoever may not see the case.</summary>
    public async Task<SessionView?> FindAsync(Guid id, CancellationToken ct) => await LoadAsync(id, ct) is (var session, var called, var loaded) ? View(session, called, loaded.Case) : null;

    /// <summary>Whether the actor may convene over this case now.</summary>
    public bool MayConvene(Case on) => WhistleActs.IsOpen(on) && Keeps(on);

    public Task<Result<SessionView>> ConveneAsync(string number, SessionRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await cases.FindAsync(number, current.Actor, ct) is not { Case: var on } loaded)
        {
            return CaseErrors.NotFound;
        }

        if (!Keeps(on))
        {
            return CaseErrors.NotAllowed;
        }

        if (!WhistleActs.IsOpen(on))
        {
            return on.Secrecy == CaseSecrecy.Restricted ? JointErrors.CaseRestricted : JointErrors.CaseEnded;
        }

        var errors = new List<Error>();
        var called = Called(request.Units, errors);
        var chair = string.IsNullOrWhiteSpace(request.Chair) ? current.Actor.Account : accounts.Find(request.Chair.Trim())?.Account;
        if (chair is null)
        {
            errors.Add(JointErrors.ChairUnknown);
        }

        var session = new JointSession
        {
            Id = clock.NewId(), CaseId = on.Id, UnitId = Posts(on).First().UnitId, ConvenedBy = current.Actor.Account, ConvenedUtc = clock.UtcNow, StartUtc = Start(request.Start, errors),
            Place = JointText.Needed(request.Place, "place", errors), Subject = JointText.Needed(request.Subject, "subject", errors), Chair = chair ?? "",
        };
        if (Error.Join(errors) is { } wrong)
        {
            return wrong;
        }

        List<SessionUnit> rows = [.. called.Select(unit => new SessionUnit { SessionId = session.Id, UnitId = unit, CaseId = on.Id })];
        var seen = on.Version;
        on.Touch(clock.UtcNow);
        var commit = Told(new Commit().Update(on, seen).Insert(session).InsertAll(rows).Audit("session.convened", "case", on.Number, new { session.Id, units = called, session.StartUtc }), session, called, on);
        foreach (var unit in called.Where(id => loaded.Units.All(u => u.UnitId != id)))
        {
            // It reads the case from now on, like a unit that took part once.
            commit.Upsert(new CaseUnit { CaseId = on.Id, UnitId = unit, IsLead = false, IsActive = false, SinceUtc = clock.UtcNow });
        }

        return await writer.SaveAsync(commit, () => View(session, rows, on), ct);
    }, ct);

    /// <param name="expected">The version of the session the caller has seen.</param>
    public Task<Result<SessionView>> ActAsync(Guid id, string act, int expected, SessionActRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await LoadAsync(id, ct) is not (var session, var called, var loaded))
        {
            return JointErrors.NotFound;
        }

        if (act == "opinion")
        {
            return await HearAsync(session, called, loaded.Case, request, ct);
        }

        if (!CaseCodes.TryParse<SessionAct>(act, out var made))
        {
            return JointErrors.ActUnknown;
        }

        if (made == SessionAct.Sign ? session.Chair != current.Actor.Account : !Keeps(loaded.Case))
        {
            return CaseErrors.NotAllowed;
        }

        var changed = Changed(made, session, request);
        if (changed.Failed(out var error))
        {
            return error;
        }

        var row = changed.Value with { Version = expected + 1 };
        var commit = new Commit().Update(row, expected).Audit($"session.{CaseCodes.Of(made)}", "case", loaded.Case.Number, new { session.Id });
        if (made is SessionAct.Move or SessionAct.Cancel)
        {
            Told(commit, row, [.. called.Select(u => u.UnitId)], loaded.Case);
        }

        return await writer.SaveAsync(commit, () => View(row, called, loaded.Case), ct);
    }, ct);

    private async Task<Result<SessionView>> HearAsync(JointSession session, List<SessionUnit> called, Case on, SessionActRequest request, CancellationToken ct)
    {
        if (called.Find(u => names.Unit(u.UnitId).Code == request.Unit) is not { } unit || !MayWrite(unit))
        {
            return JointErrors.NotYourOpinion;
        }

        var errors = new List<Error>();
        var text = JointText.Needed(request.Text, "text", errors);
        var heard = session.Hear();
        if (Error.Join(errors) is { } wrong || heard.Failed(out wrong))
        {
            return wrong;
        }

        // A unit writes over nothing but its own words, so that it need not have seen those of the others; the signature it must not miss.
        var row = heard.Value;
        var written = new SessionUnit { SessionId = unit.SessionId, UnitId = unit.UnitId, CaseId = unit.CaseId, Opinion = text, OpinionBy = current.Actor.Account, OpinionUtc = clock.UtcNow };
        return await writer.SaveAsync(
            new Commit().Update(row, session.Version).Upsert(written).Audit("session.opinion", "case", on.Number, new { session.Id, unit.UnitId }),
            () => View(row, [.. called.Select(u => u.UnitId == unit.UnitId ? written : u)], on), ct);
    }

    private Result<JointSession> Changed(SessionAct act, JointSession session, SessionActRequest request)
    {
        var errors = new List<Error>();
        var text = act is SessionAct.Hold or SessionAct.Cancel ? JointText.Needed(request.Text, "text", errors) : "";
        var conclusion = act == SessionAct.Hold ? JointText.Needed(request.Conclusion, "conclusion", errors) : "";
        var (start, place) = act == SessionAct.Move ? (Start(request.Start, errors), JointText.Needed(request.Place, "place", errors)) : default;
        return Error.Join(errors) is { } wrong ? wrong : act switch
        {
            SessionAct.Move => session.Move(start, place),
            SessionAct.Hold => session.Hold(text, conclusion, current.Actor.Account, clock.UtcNow),
            SessionAct.Sign => session.Sign(clock.UtcNow),
            _ => session.Cancel(text, current.Actor.Account, clock.UtcNow),
        };
    }

    private async Task<(JointSession Session, List<SessionUnit> Called, LoadedCase Loaded)?> LoadAsync(Guid id, CancellationToken ct)
    {
        var found = await db.Set<JointSession>().Where(s => s.Id == id).Join(db.Set<Case>(), s => s.CaseId, c => c.Id, (s, c) => new { Session = s, c.Number }).FirstOrDefaultAsync(ct);
        return found is not null && await cases.FindAsync(found.Number, current.Actor, ct) is { } loaded
            ? (found.Session, await db.Set<SessionUnit>().Where(u => u.SessionId == id).ToListAsync(ct), loaded)
            : null;
    }

    private SessionView View(JointSession s, IEnumerable<SessionUnit> called, Case on) => new(
        s.Id, on.Number, on.Title, names.Unit(s.UnitId), s.StartUtc, s.Place, s.Subject, names.Person(s.Chair)!, CaseCodes.Of(s.State), s.Minutes, s.Conclusion, s.HeldUtc, s.SignedUtc, s.CancelReason,
        [.. called.Select(u => new SessionUnitView(names.Unit(u.UnitId), u.Opinion, names.Person(u.OpinionBy), u.OpinionUtc, MayWrite(u) && s.State != SessionState.Cancelled && !s.IsSigned)).OrderBy(u => u.Unit.Code, StringComparer.Ordinal)],
        [.. Acts(s, on).Select(a => CaseCodes.Of(a))], s.Version);

    private IEnumerable<SessionAct> Acts(JointSession s, Case on)
    {
        if (Keeps(on) && s.State == SessionState.Planned)
        {
            yield return SessionAct.Move;
        }

        if (Keeps(on) && s.State != SessionState.Cancelled && !s.IsSigned)
        {
            yield return SessionAct.Hold;
        }

        if (s is { State: SessionState.Held, IsSigned: false } && s.Chair == current.Actor.Account)
        {
            yield return SessionAct.Sign;
        }

        if (Keeps(on) && s.State == SessionState.Planned)
        {
            yield return SessionAct.Cancel;
        }
    }

    private Commit Told(Commit commit, JointSession session, IReadOnlyList<Guid> called, Case on) =>
        commit.Publish(() => new UnitsCalled(on.Id, on.Number, session.State == SessionState.Cancelled ? UnitsCalled.SessionOff : UnitsCalled.JointSession, CaseCodes.Of(on.State), called, session.UnitId, clock.UtcNow));

    private bool MayWrite(SessionUnit unit) => WhistleActs.Posts(current.Actor).Any(p => p.UnitId == unit.UnitId);

    private bool Keeps(Case on) => Posts(on).Any();

    /// <summary>The posts that let the actor convene: in the lead unit, or dispatching for the place.</summary>
    private IEnumerable<Post> Posts(Case on) => current.Actor.PostsWith(Rights.CasesHandle).Where(p => p.UnitId == on.LeadUnitId)
        .Concat(current.Actor.PostsWith(Rights.CasesDispatch).Where(p => p.Region.Contains(RegionCode.Parse(on.Place))));

    private DateTime Start(string? typed, List<Error> errors)
    {
        if (DateTime.TryParseExact(typed, StartFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 2000 and < 2200)
        {
            return clock.ToUtc(local);
        }

        errors.Add(JointErrors.StartMissing);
        return default;
    }

    private List<Guid> Called(IReadOnlyList<string>? codes, List<Error> errors)
    {
        List<UnitInfo?> found = [.. (codes ?? []).Where(c => !string.IsNullOrWhiteSpace(c)).Select(c => units.FindByCode(c.Trim())).Distinct()];
        var fault = found.Count == 0 ? JointErrors.NobodyCalled
            : found.Exists(u => u is null || units.All.All(known => known.Id != u.Id)) ? CaseErrors.UnitUnknown.For("units")
            : found.Count > MostUnits ? JointErrors.TooManyCalled(MostUnits)
            : null;
        if (fault is not null)
        {
            errors.Add(fault);
            return [];
        }

        return found.ConvertAll(u => u!.Id);
    }
}
