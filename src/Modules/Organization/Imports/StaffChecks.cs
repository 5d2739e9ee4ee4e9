using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;

namespace Fengqiao.Organization.Imports;

/// <summary>Judges the rows of one person together.</summary>
internal static class StaffChecks
{
    /// <param name="accounts">Accounts named so far in the file, and by whom.</param>
    /// <returns>The person's posts; null where the file says nothing about posts.</returns>
    public static List<PlannedPost>? Judge(List<ImportRow<StaffRow>> rows, Dictionary<string, (string Person, int Row)> accounts, StaffKnown known)
    {
        var first = rows[0];
        foreach (var row in rows)
        {
            if (row.Value!.Name != first.Value!.Name)
            {
                row.Refuse("name", OrganizationErrors.Contradicts(first.Number));
            }

            JudgeAccount(row, first, accounts, known);
        }

        if (first.Value!.Posts is null)
        {
            return null;
        }

        var posts = new List<PlannedPost>();
        foreach (var row in rows)
        {
            foreach (var cell in row.Value!.Posts!)
            {
                if (Find(row, cell, known) is { } post && !posts.Exists(p => (p.Role, p.UnitId, p.Region) == (post.Role, post.UnitId, post.Region)))
                {
                    posts.Add(post);
                }
            }
        }

        if (!SeparationOfDuties.Allows(posts.Select(p => known.Roles[p.Role])))
        {
            rows[^1].Refuse(rows[^1].Value!.Posts!.Count > 1 ? "posts" : "role", OrganizationErrors.DutiesTogether);
        }

        return posts;
    }

    private static void JudgeAccount(ImportRow<StaffRow> row, ImportRow<StaffRow> first, Dictionary<string, (string Person, int Row)> accounts, StaffKnown known)
    {
        if (row.Value!.Account is not { } name)
        {
            return;
        }

        var key = Account.KeyOf(name);
        var person = known.Staff.GetValueOrDefault(row.Value.Code);
        if (row != first && first.Value!.Account is { } other && Account.KeyOf(other) != key)
        {
            row.Refuse("account", OrganizationErrors.Contradicts(first.Number));
        }

        if (!accounts.TryAdd(key, (row.Value.Code, row.Number)) && !string.Equals(accounts[key].Person, row.Value.Code, StringComparison.OrdinalIgnoreCase))
        {
            row.Refuse("account", ImportErrors.Twice(accounts[key].Row));
        }

        if (known.Accounts.TryGetValue(key, out var account) && account.StaffId != person?.Id)
        {
            row.Refuse("account", OrganizationErrors.AccountTaken);
        }
    }

    private static PlannedPost? Find(ImportRow<StaffRow> row, PostCell cell, StaffKnown known)
    {
        var inColumns = row.Value!.Posts!.Count == 1 && cell == row.Value.Posts[0];
        if (!known.Roles.TryGetValue(cell.Role, out var role))
        {
            row.Refuse(inColumns ? "role" : "posts", OrganizationErrors.RoleNotThere(cell.Role));
            return null;
        }

        if (!known.Units.TryGetValue(cell.Unit, out var unit))
        {
            row.Refuse(inColumns ? "unit" : "posts", OrganizationErrors.UnitNotThere(cell.Unit));
            return null;
        }

        var region = cell.Region?.Value ?? unit.Region;
        if (!known.Regions.Contains(region))
        {
            row.Refuse(inColumns ? "region" : "posts", OrganizationErrors.RegionNotThere(region));
            return null;
        }

        return new PlannedPost(role.Code, unit.Id, region, cell.From, cell.To);
    }
}
