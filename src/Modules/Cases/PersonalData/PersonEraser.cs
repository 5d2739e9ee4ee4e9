using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.PersonalData;

/// <summary>
/// Erases people from a case (PIPL 47): their keys are destroyed, the hashes that find them go, and so do their names and numbers wherever
/// somebody wrote them into the case, its search index, its pictures from them, and the answers kept for repeated requests. What was done
/// about the matter stays: that is the county's record, and no longer says who.
/// </summary>
internal sealed class PersonEraser(FengqiaoDb db, PersonVault vault, AnswerSeal answers, AttachmentStore files, ErasureLog log, CommitLane lane, CountyClock clock)
{
    /// <summary>Where words of people may have stood.</summary>
    public static readonly IReadOnlyList<string> Tables =
        ["case_people", "cases", "case_timeline", "case_comments", "supervisions", "call_back_tasks", "assist_tasks", "whistles", "whistle_calls", "reception_records", "case_sponsors", "joint_sessions", "session_units", "case_particulars", "case_attachments", "idempotency_keys", CaseIntake.SearchIndex];

    /// <summary>Everything that erasing these people changes; nothing is written yet.</summary>
    /// <param name="people">Of this case.</param>
    /// <param name="reason">One of the reasons of <see cref="Erasure"/>.</param>
    public async Task<ErasurePlan> PlanAsync(Case on, IReadOnlyList<CasePerson> people, string reason, CancellationToken ct)
    {
        var commit = new Commit();
        var words = new PersonWords(people.Select(p => vault.Open(p.Id, new SealedPerson(p.WrappedKey, p.Sealed))).Where(p => p.IsSuccess).Select(p => p.Value));
        foreach (var person in people)
        {
            commit.Upsert(new CasePerson { Id = person.Id, CaseId = on.Id, Role = person.Role, WrappedKey = [], Sealed = [] });
            commit.Upsert(new Erasure { Id = person.Id, CaseId = on.Id, AtUtc = clock.UtcNow, Reason = reason });
        }

        Rewrite(commit, on, words, clock.UtcNow);
        await RewriteTextsAsync(commit, on, words, ct);
        await RewriteSupervisionsAsync(commit, on, words, ct);
        await JointErasure.AddAsync(commit, db, on, words, ct);
        await RewriteParticularsAsync(commit, on, words, ct);
        await RewriteCallBacksAsync(commit, on, words, endsLinks: people.Any(p => p.Role == PersonRole.Reporter), ct);
        var pictures = people.Any(p => p.Role == PersonRole.Reporter) ? await RemovePicturesAsync(commit, on, ct) : [];
        await RewriteNamesAsync(commit, on, words, pictures, ct);
        await ForgetAnswersAsync(commit, on, ct);
        commit.Audit("person.erase", "case", on.Number, new { people = people.Select(p => p.Id), reason, pictures = pictures.Count });
        return new ErasurePlan(commit, [.. people.Select(p => p.Id)], pictures);
    }

    /// <summary>
    /// After the commit: enters the people in the list that outlives backups, and removes their files. A server that stops here leaves the files
    /// to the sweep of files without rows; a restore reads the table of erasures besides the list.
    /// </summary>
    public void RemoveFiles(ErasurePlan plan)
    {
        log.Append(plan.People);
        foreach (var picture in plan.Pictures)
        {
            files.Delete(picture);
        }
    }

    /// <summary>After the commit: gives up what the store's files still hold of the rows as they were.</summary>
    public Task ScrubAsync(CancellationToken ct) => lane.ScrubAsync(Tables, ct);

    /// <summary>The case's own words, and with them the index that finds it.</summary>
    private static void Rewrite(Commit commit, Case on, PersonWords words, DateTime nowUtc)
    {
        var expected = on.Version;
        on.TakeOut(words.TakenOutOf, nowUtc);
        commit.Update(on, expected).Reindex(CaseIntake.SearchIndex, () => on.Sequence, CharacterPairs.Of(on.Title, on.Description));
    }

    private async Task RewriteTextsAsync(Commit commit, Case on, PersonWords words, CancellationToken ct)
    {
        foreach (var entry in (await db.Set<TimelineEntry>().Where(e => e.CaseId == on.Id).ToListAsync(ct)).Where(e => words.IsIn(e.Text)))
        {
            commit.Upsert(entry.With(words.TakenOutOf(entry.Text)));
        }

        foreach (var comment in (await db.Set<CaseComment>().Where(c => c.CaseId == on.Id).ToListAsync(ct)).Where(c => words.IsIn(c.Text)))
        {
            commit.Upsert(new CaseComment
            {
                Id = comment.Id, CaseId = comment.CaseId, UnitId = comment.UnitId, Account = comment.Account, AtUtc = comment.AtUtc,
                Text = words.TakenOutOf(comment.Text),
            });
        }
    }

    /// <summary>Why the unit was pressed, what it answered, why that ended: words about the case like any others.</summary>
    private async Task RewriteSupervisionsAsync(Commit commit, Case on, PersonWords words, CancellationToken ct)
    {
        foreach (var row in (await db.Set<Supervision>().Where(s => s.CaseId == on.Id).ToListAsync(ct)).Where(s => words.IsIn(s.Reason) || words.IsIn(s.Answer) || words.IsIn(s.LiftReason)))
        {
            commit.Update(
                row with
                {
                    Reason = words.TakenOutOf(row.Reason),
                    Answer = row.Answer is { } answer ? words.TakenOutOf(answer) : null,
                    LiftReason = row.LiftReason is { } lifted ? words.TakenOutOf(lifted) : null,
                    Version = row.Version + 1,
                },
                row.Version);
        }
    }

    private async Task RewriteParticularsAsync(Commit commit, Case on, PersonWords words, CancellationToken ct)
    {
        if (await db.Set<CaseParticulars>().FirstOrDefaultAsync(p => p.CaseId == on.Id, ct) is { } known && (words.IsIn(known.Place) || words.IsIn(known.Organisations)))
        {
            commit.Update(known with { Place = words.TakenOutOf(known.Place), Organisations = words.TakenOutOf(known.Organisations), Version = known.Version + 1 }, known.Version);
        }
    }

    /// <summary>What they said when they were asked. A link that was sent to an erased reporter opens nothing any more.</summary>
    private async Task RewriteCallBacksAsync(Commit commit, Case on, PersonWords words, bool endsLinks, CancellationToken ct)
    {
        foreach (var task in (await db.Set<CallBackTask>().Where(t => t.CaseId == on.Id).ToListAsync(ct))
            .Where(t => (endsLinks && t.LinkHash is not null) || words.IsIn(t.Words) || words.IsIn(t.ExclusionText)))
        {
            commit.Update(
                task with
                {
                    Words = words.TakenOutOf(task.Words),
                    ExclusionText = words.TakenOutOf(task.ExclusionText),
                    LinkHash = endsLinks ? null : task.LinkHash,
                    LinkExpiresUtc = endsLinks ? null : task.LinkExpiresUtc,
                    Version = task.Version + 1,
                },
                task.Version);
        }
    }

    private async Task<IReadOnlyList<Guid>> RemovePicturesAsync(Commit commit, Case on, CancellationToken ct)
    {
        var reporter = Actor.Citizen.Account;
        var theirs = await db.Set<CaseAttachment>().Where(a => a.CaseId == on.Id && a.AddedBy == reporter).ToListAsync(ct);
        theirs.ForEach(a => commit.Delete(a));
        return theirs.ConvertAll(a => a.Id);
    }

    private async Task RewriteNamesAsync(Commit commit, Case on, PersonWords words, IReadOnlyList<Guid> gone, CancellationToken ct)
    {
        foreach (var file in (await db.Set<CaseAttachment>().Where(a => a.CaseId == on.Id && !gone.Contains(a.Id)).ToListAsync(ct)).Where(a => words.IsIn(a.Name)))
        {
            commit.Upsert(new CaseAttachment
            {
                Id = file.Id, CaseId = file.CaseId, Stage = file.Stage, Name = words.TakenOutOf(file.Name), ContentType = file.ContentType,
                Size = file.Size, Sha256 = file.Sha256, AddedBy = file.AddedBy, AddedUtc = file.AddedUtc,
            });
        }
    }

    /// <summary>Answers of the last two days that speak of the case: they may hold its tracking code.</summary>
    private async Task ForgetAnswersAsync(Commit commit, Case on, CancellationToken ct)
    {
        await foreach (var kept in db.Set<IdempotencyKey>().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (kept.Answer.Length > 0 && answers.Open(kept.Key, kept.Answer).Contains(on.Number, StringComparison.Ordinal))
            {
                commit.Delete(kept);
            }
        }
    }
}

/// <param name="Pictures">Files to be removed once the commit is on disk.</param>
internal sealed record ErasurePlan(Commit Commit, IReadOnlyList<Guid> People, IReadOnlyList<Guid> Pictures);
