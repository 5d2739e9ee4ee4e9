using Fengqiao.Kernel;
using Fengqiao.Platform.Imports;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Organization.Imports;

/// <param name="Role">Code or Chinese name.</param>
/// <param name="Region">Null means the unit's.</param>
internal sealed record PostCell(string Role, string Unit, RegionCode? Region, DateOnly? From, DateOnly? To);

/// <param name="Posts">Null where the file says nothing about posts.</param>
/// <param name="Disabled">Null where the file says nothing about it.</param>
internal sealed record StaffRow(string Code, string Name, string? Account, IReadOnlyList<PostCell>? Posts, bool? Disabled);

/// <summary>
/// How a row of staff is read. Posts stand either in one cell, <c>role@unit@region; role@unit</c>, or in columns of their own,
/// one row for each post of a person.
/// </summary>
internal static class StaffCells
{
    private const int LongestCode = 32;
    private const int LongestName = 50;
    private const int LongestPosts = 2000;

    public static readonly ColumnMap Columns = new(
    [
        new Column("code", ["工号", "staffCode", "code"]),
        new Column("name", ["姓名", "name"], Required: true),
        new Column("account", ["账号", "帐号", "account"]),
        new Column("posts", ["岗位", "posts"]),
        new Column("role", ["角色", "role"]),
        new Column("unit", ["单位代码", "unit", "unitCode"]),
        new Column("region", ["辖区代码", "区划代码", "region", "regionCode"]),
        new Column("validFrom", ["任职日期", "validFrom"]),
        new Column("validTo", ["离任日期", "validTo"]),
        new Column("disabled", ["停用", "disabled"]),
    ]);

    public static StaffRow? Read(CellReader cells)
    {
        var account = cells.Text("account", Account.LongestName);
        if (account is not null && !Account.IsGoodName(account))
        {
            cells.Refuse("account", OrganizationErrors.AccountNameMalformed);
        }

        var code = cells.Text("code", LongestCode) ?? account;
        if (code is null)
        {
            cells.Refuse(cells.Has("code") ? "code" : "account", ImportErrors.Required);
        }

        var name = cells.Required("name", LongestName);
        var from = cells.Date("validFrom");
        var to = cells.Date("validTo");
        cells.Ordered(from, to, "validTo");
        var posts = Posts(cells, from, to);
        return code is null ? null : new StaffRow(code, name, account, posts, cells.Flag("disabled"));
    }

    private static List<PostCell>? Posts(CellReader cells, DateOnly? from, DateOnly? to)
    {
        if (!cells.Has("posts") && !cells.Has("role"))
        {
            return null;
        }

        var posts = new List<PostCell>();
        var role = cells.Text("role", LongestName);
        if (role is not null)
        {
            posts.Add(new PostCell(role, cells.Required("unit", LongestCode), cells.Code("region"), from, to));
        }

        foreach (var text in (cells.Text("posts", LongestPosts) ?? "").Split([';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = text.Split('@', StringSplitOptions.TrimEntries);
            RegionCode region = default;
            if (parts.Length is not (2 or 3) || parts.Any(p => p.Length == 0) || (parts.Length == 3 && !RegionCode.TryParsePadded(parts[2], out region)))
            {
                cells.Refuse("posts", OrganizationErrors.PostMalformed);
                continue;
            }

            posts.Add(new PostCell(parts[0], parts[1], region.IsEmpty ? null : region, from, to));
        }

        return posts;
    }
}
