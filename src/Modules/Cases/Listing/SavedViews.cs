using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Listing;

/// <summary>The views of the list that the person of this request has kept. Nobody sees those of others: a link is how a view is shared.</summary>
internal sealed class SavedViews(FengqiaoDb db, Writer writer, CountyClock clock, CurrentActor current)
{
    /// <summary>In the order in which they were made.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(CancellationToken ct) =>
        current.Actor.AccountId is { } account
            ? await db.Set<SavedView>().Where(v => v.AccountId == account).OrderBy(v => v.CreatedUtc).ThenBy(v => v.Id).ToListAsync(ct)
            : [];

    /// <param name="name">A view of that name is overwritten.</param>
    /// <param name="query">Of the list's address; what does not belong to a view is dropped.</param>
    public async Task<Result<SavedView>> SaveAsync(string? name, string? query, bool isDefault, CancellationToken ct)
    {
        var written = WrittenText.Of(name)?.Trim() ?? "";
        if (written.Length is 0 or > SavedView.LongestName)
        {
            return written.Length == 0 ? DeskErrors.ViewNameMissing : DeskErrors.ViewNameTooLong;
        }

        if (current.Actor.AccountId is not { } account)
        {
            return CaseErrors.NotAllowed;
        }

        var mine = await ListAsync(ct);
        var view = mine.FirstOrDefault(v => v.Name == written);
        if (view is null && mine.Count >= SavedView.Most)
        {
            return DeskErrors.TooManyViews;
        }

        view ??= new SavedView { Id = clock.NewId(), AccountId = account, Name = written, Query = "", CreatedUtc = clock.UtcNow };
        view.Query = ListQuery.Canonical(query);
        view.IsDefault = isDefault;
        // Its name and words are the person's own and stay out of the trail.
        var commit = new Commit().Upsert(view).Audit("view.save", "view", view.Id.ToString(), new { view.IsDefault });
        Unset(commit, mine, isDefault ? view.Id : null);
        var saved = await writer.SaveAsync(commit, ct);
        return saved.Failed(out var error) ? error : view;
    }

    /// <summary>Makes a view the one that opens first; the one that is so already ceases to be.</summary>
    public async Task<Result<Done>> ToggleDefaultAsync(Guid id, CancellationToken ct)
    {
        var mine = await ListAsync(ct);
        if (mine.FirstOrDefault(v => v.Id == id) is not { } view)
        {
            return DeskErrors.ViewMissing;
        }

        view.IsDefault = !view.IsDefault;
        var commit = new Commit().Upsert(view).Audit("view.save", "view", view.Id.ToString(), new { view.IsDefault });
        Unset(commit, mine, view.Id);
        return await writer.SaveAsync(commit, ct);
    }

    /// <summary>A view that is gone already is no fault: two tabs may both ask for it.</summary>
    public async Task<Result<Done>> DeleteAsync(Guid id, CancellationToken ct) =>
        (await ListAsync(ct)).FirstOrDefault(v => v.Id == id) is { } view
            ? await writer.SaveAsync(new Commit().Delete(view).Audit("view.delete", "view", view.Id.ToString()), ct)
            : Done.Instance;

    private static void Unset(Commit commit, IReadOnlyList<SavedView> mine, Guid? except)
    {
        foreach (var other in mine.Where(v => except is not null && v.IsDefault && v.Id != except))
        {
            other.IsDefault = false;
            commit.Upsert(other);
        }
    }
}
