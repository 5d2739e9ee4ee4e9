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
