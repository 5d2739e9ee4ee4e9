using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.CallingBack;

/// <summary>What who opens a link is told.</summary>
public enum LinkStanding
{
    Open,
    Unknown,
    Expired,

    /// <summary>Answered by this link.</summary>
    Used,

    /// <summary>Answered on the telephone meanwhile.</summary>
    AnsweredByPhone,

    /// <summary>The call-back ended without an answer.</summary>
    Over,
}

/// <summary>A link as its page shows it: nobody's name, nothing that was told.</summary>
/// <param name="Number">Of the case; null where there is no such link.</param>
/// <param name="Kind">The kind of matter; null where already the kind is not for everybody who looks over a shoulder.</param>
internal sealed record OpenedLink(LinkStanding Standing, string? Number, string? Kind, string? Resolution);

/// <summary>
/// The reporter's answer by the link of a message. Looking changes nothing, so that a preview or a scanner of links does not use it up; an answer counts
/// once, however often it is sent.
/// </summary>
internal sealed class LinkAnswers(FengqiaoDb db, CaseReader cases, CasePresenter presenter, CallBackRecorder recorder, CountyClock clock, CurrentActor current)
{
    /// <summary>How often an answer is tried again that met a change by somebody else.</summary>
    private const int MostAttempts = 5;

    public async Task<OpenedLink> LookAsync(string token, CancellationToken ct)
    {
        var (task, loaded) = await FindAsync(token, ct);
        var standing = StandingOf(task, loaded);
        return new OpenedLink(
            standing,
            standing == LinkStanding.Unknown ? null : loaded?.Case.Number,
            standing == LinkStanding.Open && loaded?.Case.Secrecy == CaseSecrecy.Ordinary ? presenter.Category(loaded.Case.Category)?.Name : null,
            standing == LinkStanding.Used && task?.Resolution is { } resolution ? CaseCodes.Of(resolution) : null);
    }

    public async Task<Result<CallBackOutcome>> AnswerAsync(string token, CallBackResult result, CancellationToken ct)
    {
        // Staff who are signed in in the same browser answer as the reporter here.
        current.Actor = Actor.Citizen;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var (task, loaded) = await FindAsync(token, ct);
            if (ErrorOf(StandingOf(task, loaded)) is { } error)
            {
                return error;
            }

            var answered = await recorder.AnswerAsync(task!, loaded!, result with { Again = false }, holdsLink: true, ct);
            if (!answered.Failed(out error) || error.Code != CommitErrors.Outdated.Code)
            {
                return answered;
            }
        }

        return CommitErrors.Outdated;
    }

    /// <summary>Both questions are asked whatever the token is: how long an answer takes tells nothing about it.</summary>
    private async Task<(CallBackTask? Task, LoadedCase? Loaded)> FindAsync(string token, CancellationToken ct)
    {
        var hash = CallBackLinks.HashOf(token.Length <= CallBackLinks.Longest ? token : "");
        var task = await db.Set<CallBackTask>().FirstOrDefaultAsync(t => t.LinkHash == hash, ct);
        return (task, await cases.FindForLinkAsync(task, ct));
    }

    private LinkStanding StandingOf(CallBackTask? task, LoadedCase? loaded) => (task, loaded) switch
    {
        (null, _) or (_, null) => LinkStanding.Unknown,
        ({ State: CallBackState.Done, Way: CallBackWay.Link }, _) => LinkStanding.Used,
        ({ State: CallBackState.Done }, _) => LinkStanding.AnsweredByPhone,
        ({ IsOpen: false }, _) => LinkStanding.Over,
        _ when !task.TakesLink(clock.UtcNow) => LinkStanding.Expired,
        _ => LinkStanding.Open,
    };

    private static Error? ErrorOf(LinkStanding standing) => standing switch
    {
        LinkStanding.Open => null,
        LinkStanding.Unknown => CallBackErrors.LinkUnknown,
        LinkStanding.Expired => CallBackErrors.LinkExpired,
        LinkStanding.Used => CallBackErrors.LinkUsed,
        LinkStanding.AnsweredByPhone => CallBackErrors.AnsweredByPhone,
        _ => CallBackErrors.Over,
    };
}
