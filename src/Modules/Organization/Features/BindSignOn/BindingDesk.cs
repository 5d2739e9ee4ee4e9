using Fengqiao.Kernel;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Features.BindSignOn;

/// <summary>People bind their own account to their subject at the county's sign-on, which that has just proved, and undo it. Both ask for the password.</summary>
internal sealed class BindingDesk(CommitLane lane, CountySignOn signOn, SignOnBindings bindings, SignOnNote note, PasswordProof proof, CurrentActor current, CountyClock clock)
{
    public Task<SignOnBinding?> ReadAsync(CancellationToken ct) => bindings.OfAsync(current.Actor.AccountId!.Value, ct);

    /// <summary>The subject that waits to be bound; null where none was proved, or for another account.</summary>
    public Subject? Waiting(HttpContext context) =>
        note.Read(context) is { } noted && (noted.Account is null || noted.Account == current.Actor.AccountId) && noted.Subject.Issuer == signOn.Provider?.Issuer ? noted.Subject : null;

    public async Task<Result<Done>> BindAsync(HttpContext context, string field, string? password, CancellationToken ct)
    {
        if (Waiting(context) is not { } subject)
        {
            return OrganizationErrors.SignOnNoteOver;
        }

        var own = await proof.GiveAsync(field, password, ct);
        if (own.Failed(out var error))
        {
            return error;
        }

        if (await bindings.FindAsync(subject, ct) is not null)
        {
            return OrganizationErrors.SubjectBound with { Field = null };
        }

        if (await bindings.OfAsync(own.Value.Id, ct) is not null)
        {
            return OrganizationErrors.AccountBound;
        }

        var commit = new Commit().Insert(new SignOnBinding { Id = clock.NewId(), AccountId = own.Value.Id, Issuer = subject.Issuer, Subject = subject.Name, BoundUtc = clock.UtcNow })
            .Audit("sign-on.bound", "account", own.Value.Name, new { subject = SignOnBindings.MarkOf(subject.Name) });
        var written = await lane.WriteAsync(commit, Who, ct);
        if (written.IsSuccess)
        {
            note.Forget(context);
        }

        return written;
    }

    public async Task<Result<Done>> UnbindAsync(string field, string? password, CancellationToken ct)
    {
        var own = await proof.GiveAsync(field, password, ct);
        if (own.Failed(out var error))
        {
            return error;
        }

        return await bindings.OfAsync(own.Value.Id, ct) is { } binding
            ? await lane.WriteAsync(new Commit().Delete(binding).Audit("sign-on.unbound", "account", own.Value.Name, new { subject = SignOnBindings.MarkOf(binding.Subject) }), Who, ct)
            : OrganizationErrors.NotBound;
    }

    private CommitOrigin Who => new(current.Actor.Account, current.Source);
}
