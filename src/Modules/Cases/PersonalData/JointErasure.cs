using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.PersonalData;

/// <summary>Takes the words of erased people out of what units wrote to each other while they handled a case together.</summary>
internal static class JointErasure
{
    public static async Task AddAsync(Commit commit, FengqiaoDb db, Case on, PersonWords words, CancellationToken ct)
    {
        foreach (var task in await db.Set<AssistTask>().Where(t => t.CaseId == on.Id).ToListAsync(ct))
        {
            Rewrite(commit, task, task with { Asked = words.TakenOutOf(task.Asked), Reply = Out(words, task.Reply), SentBackReason = Out(words, task.SentBackReason), EndReason = Out(words, task.EndReason) });
        }

        await WhistlesAsync(commit, db, on, words, ct);
        await LeadersAsync(commit, db, on, words, ct);
        await SessionsAsync(commit, db, on, words, ct);
    }

    private static async Task WhistlesAsync(Commit commit, FengqiaoDb db, Case on, PersonWords words, CancellationToken ct)
    {
        foreach (var w in (await db.Set<Whistle>().Where(w => w.CaseId == on.Id).ToListAsync(ct)).Where(w => words.IsIn(w.Place) || words.IsIn(w.Reason)))
        {
            commit.Upsert(new Whistle
            {
                Id = w.Id, CaseId = w.CaseId, UnitId = w.UnitId, CalledBy = w.CalledBy, CalledUtc = w.CalledUtc, Place = words.TakenOutOf(w.Place), Reason = words.TakenOutOf(w.Reason),
                Urgency = w.Urgency, Rule = w.Rule, ArriveByUtc = w.ArriveByUtc,
            });
        }

        foreach (var call in await db.Set<WhistleCall>().Where(c => c.CaseId == on.Id).ToListAsync(ct))
        {
            var rewritten = call with
            {
                Answer = Out(words, call.Answer), CallOffReason = Out(words, call.CallOffReason), UnitScoreReason = Out(words, call.UnitScoreReason), CallScoreReason = Out(words, call.CallScoreReason),
            };
            if (rewritten != call)
            {
                commit.Update(rewritten with { Version = call.Version + 1 }, call.Version);
            }
        }
    }

    private static async Task LeadersAsync(Commit commit, FengqiaoDb db, Case on, PersonWords words, CancellationToken ct)
    {
        foreach (var r in (await db.Set<ReceptionRecord>().Where(r => r.CaseId == on.Id).ToListAsync(ct)).Where(r => words.IsIn(r.Decision)))
        {
            commit.Upsert(new ReceptionRecord { Id = r.Id, ReceptionId = r.ReceptionId, CaseId = r.CaseId, AtUtc = r.AtUtc, RecordedBy = r.RecordedBy, Decision = words.TakenOutOf(r.Decision) });
        }

        foreach (var sponsor in await db.Set<CaseSponsor>().Where(s => s.CaseId == on.Id).ToListAsync(ct))
        {
            var rewritten = sponsor with { Reason = words.TakenOutOf(sponsor.Reason), EndReason = Out(words, sponsor.EndReason) };
            if (rewritten != sponsor)
            {
                commit.Update(rewritten with { Version = sponsor.Version + 1 }, sponsor.Version);
            }
        }
    }

    private static async Task SessionsAsync(Commit commit, FengqiaoDb db, Case on, PersonWords words, CancellationToken ct)
    {
        foreach (var session in await db.Set<JointSession>().Where(s => s.CaseId == on.Id).ToListAsync(ct))
        {
            var rewritten = session with
            {
                Place = words.TakenOutOf(session.Place), Subject = words.TakenOutOf(session.Subject), Minutes = Out(words, session.Minutes), Conclusion = Out(words, session.Conclusion),
                CancelReason = Out(words, session.CancelReason),
            };
            if (rewritten != session)
            {
                commit.Update(rewritten with { Version = session.Version + 1 }, session.Version);
            }
        }

        foreach (var u in (await db.Set<SessionUnit>().Where(u => u.CaseId == on.Id).ToListAsync(ct)).Where(u => words.IsIn(u.Opinion)))
        {
            commit.Upsert(new SessionUnit { SessionId = u.SessionId, UnitId = u.UnitId, CaseId = u.CaseId, Opinion = Out(words, u.Opinion), OpinionBy = u.OpinionBy, OpinionUtc = u.OpinionUtc });
        }
    }

    private static void Rewrite(Commit commit, AssistTask stored, AssistTask rewritten)
    {
        if (rewritten != stored)
        {
            commit.Update(rewritten with { Version = stored.Version + 1 }, stored.Version);
        }
    }

    private static string? Out(PersonWords words, string? text) => text is null ? null : words.TakenOutOf(text);
}
