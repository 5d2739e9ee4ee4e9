using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Access;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Spreadsheets;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Imports;

/// <summary>
/// 人员: people, their accounts and their posts. The file states all posts of the people it names; a post it leaves out ends.
/// Accounts come without a password.
/// </summary>
internal sealed class StaffReader(FengqiaoDb db, CountyClock clock) : IDirectoryReader<StaffRow>
{
    public string Name => "staff";

    public string Right => Rights.AccountsManage;

    public string Directory => DirectoryRevision.Accounts;

    public ColumnMap Columns => StaffCells.Columns;

    public Result<TableFile> Open(string file) => ImportRunner.OpenTable(file);

    public StaffRow? Read(CellReader cells) => StaffCells.Read(cells);

    public async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportRow<StaffRow>> rows, CancellationToken ct)
    {
        var known = await StaffKnown.LoadAsync(db, ct);
        var plan = new ImportPlan();
        var people = rows.Where(r => r.Value is not null).GroupBy(r => r.Value!.Code, StringComparer.OrdinalIgnoreCase).ToList();
        var accounts = new Dictionary<string, (string Person, int Row)>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            var ownRows = person.ToList();
            var posts = StaffChecks.Judge(ownRows, accounts, known);
            if (ownRows.TrueForAll(r => r.IsGood))
            {
                Plan(plan, ownRows, posts, known);
                continue;
            }

            // A person is loaded whole or not at all: half of somebody's posts would be a right nobody decided on.
            foreach (var row in ownRows.Where(r => r.IsGood))
            {
                row.Refuse("code", OrganizationErrors.OtherRowBad(ownRows.First(r => !r.IsGood).Number));
            }
        }

        return plan;
    }

    private void Plan(ImportPlan plan, List<ImportRow<StaffRow>> rows, List<PlannedPost>? posts, StaffKnown known)
    {
        var row = rows[0].Value!;
        var staff = known.Staff.GetValueOrDefault(row.Code);
        var isNew = staff is null;
        if (staff is null)
        {
            staff = new StaffMember { Id = clock.NewId(), Code = row.Code, Name = row.Name };
            plan.Commit.Insert(staff);
        }

        var changes = new[] { Rename(plan, staff, row.Name), PlanAccount(plan, staff, rows, known), PlanPosts(plan, staff, posts, known) };
        var changed = changes.Contains(true);
        plan.Added += isNew ? rows.Count : 0;
        plan.Changed += !isNew && changed ? rows.Count : 0;
        plan.Unchanged += !isNew && !changed ? rows.Count : 0;
    }

    private static bool Rename(ImportPlan plan, StaffMember staff, string name)
    {
        if (staff.Name == name)
        {
            return false;
        }

        staff.Name = name;
        plan.Commit.Update(staff, staff.Version++);
        return true;
    }

    private bool PlanAccount(ImportPlan plan, StaffMember staff, List<ImportRow<StaffRow>> rows, StaffKnown known)
    {
        if (rows.Select(r => r.Value!.Account).FirstOrDefault(a => a is not null) is not { } name)
        {
            return false;
        }

        var disabled = rows.Select(r => r.Value!.Disabled).FirstOrDefault(d => d is not null);
        if (!known.Accounts.TryGetValue(Account.KeyOf(name), out var account))
        {
            plan.Commit.Insert(new Account
            {
                Id = clock.NewId(),
                Name = name,
                NameKey = Account.KeyOf(name),
                StaffId = staff.Id,
                SecurityStamp = Stamp.New(),
                IsDisabled = disabled == true,
            });
            return true;
        }

        if (disabled is null || disabled == account.IsDisabled)
        {
            return false;
        }

        var expected = account.Version;
        if (disabled == true)
        {
            account.Disable(Stamp.New());
        }
        else
        {
            account.Enable();
        }

        plan.Commit.Update(account, expected).Audit(disabled == true ? "account.disabled" : "account.enabled", "account", account.Name);
        return true;
    }

    private bool PlanPosts(ImportPlan plan, StaffMember staff, List<PlannedPost>? wanted, StaffKnown known)
    {
        if (wanted is null)
        {
            return false;
        }

        var had = known.Posts[staff.Id].ToList();
        var gone = had.FindAll(p => !wanted.Exists(w => w.Is(p)));
        gone.ForEach(p => plan.Commit.Delete(p));
        foreach (var post in wanted.Where(w => !had.Exists(w.Is)))
        {
            plan.Commit.Insert(new StaffPost
            {
                Id = clock.NewId(),
                StaffId = staff.Id,
                UnitId = post.UnitId,
                Role = post.Role,
                Region = post.Region,
                ValidFrom = post.From,
                ValidTo = post.To,
            });
        }

        return gone.Count > 0 || wanted.Exists(w => !had.Exists(w.Is));
    }
}

/// <summary>A post with everything in it found.</summary>
internal sealed record PlannedPost(string Role, Guid UnitId, string Region, DateOnly? From, DateOnly? To)
{
    public bool Is(StaffPost post) => (Role, UnitId, Region, From, To) == (post.Role, post.UnitId, post.Region, post.ValidFrom, post.ValidTo);
}

/// <summary>What rows of staff refer to.</summary>
internal sealed class StaffKnown
{
    public required Dictionary<string, StaffMember> Staff { get; init; }

    /// <summary>By the key of their names.</summary>
    public required Dictionary<string, Account> Accounts { get; init; }

    public required ILookup<Guid, StaffPost> Posts { get; init; }

    public required Dictionary<string, Unit> Units { get; init; }

    public required HashSet<string> Regions { get; init; }

    /// <summary>By code, and by Chinese and English name.</summary>
    public required Dictionary<string, Role> Roles { get; init; }

    public static async Task<StaffKnown> LoadAsync(FengqiaoDb db, CancellationToken ct)
    {
        var roles = await db.Set<Role>().ToListAsync(ct);
        return new StaffKnown
        {
            Staff = await db.Set<StaffMember>().ToDictionaryAsync(s => s.Code, StringComparer.OrdinalIgnoreCase, ct),
            Accounts = await db.Set<Account>().ToDictionaryAsync(a => a.NameKey, StringComparer.Ordinal, ct),
            Posts = (await db.Set<StaffPost>().ToListAsync(ct)).ToLookup(p => p.StaffId),
            Units = await db.Set<Unit>().ToDictionaryAsync(u => u.Code, StringComparer.OrdinalIgnoreCase, ct),
            Regions = (await db.Set<Region>().Select(r => r.Code).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal),
            Roles = roles.SelectMany(r => new[] { (r.Code, r), (r.NameZh, r), (r.NameEn, r) }).DistinctBy(p => p.Item1.ToUpperInvariant())
                .ToDictionary(p => p.Item1, p => p.r, StringComparer.OrdinalIgnoreCase),
        };
    }
}
