using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Administration;
using Fengqiao.Organization.Directories;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Imports;
using Fengqiao.Organization.Storage;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Imports;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Organization.Features.ManageUnits;

/// <summary>A unit as it was typed.</summary>
internal sealed record UnitInput(string? Code, string? Name, string? Kind, string? Region, string? Phone, string? ClosedOn);

/// <summary>Sets units up, changes and closes them. A closed unit stays: old cases name it.</summary>
internal sealed class UnitEditor(FengqiaoDb db, DirectoryWriter writer, RegionDirectory regions, CountyClock clock)
{
    private const int LongestName = 100;

    public Task<Unit?> FindAsync(string code, CancellationToken ct) => db.Set<Unit>().FirstOrDefaultAsync(u => u.Code == code, ct);

    public Task<Result<Done>> AddAsync(UnitInput input, CancellationToken ct) => writer.ChangeAsync(Rights.OrganizationManage, DirectoryRevision.Units, async () =>
    {
        var checks = new InputChecks();
        var code = checks.Required("code", input.Code, 32);
        if (code.Length > 0 && !UnitReader.IsGoodCode(code))
        {
            checks.Refuse("code", OrganizationErrors.UnitCodeMalformed);
        }

        var wanted = Check(input, checks);
        var taken = await db.Set<Unit>().Select(u => u.Code).ToListAsync(ct);
        if (taken.Contains(code, StringComparer.OrdinalIgnoreCase))
        {
            checks.Refuse("code", OrganizationErrors.CodeTaken);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        var unit = new Unit { Id = clock.NewId(), Code = code, Name = wanted.Name, Kind = wanted.Kind, Region = wanted.Region, Phone = wanted.Phone, ClosedOn = wanted.ClosedOn };
        return new Commit().Insert(unit).Audit("unit.added", "unit", code, new { wanted.Name, Kind = wanted.Kind.ToString(), wanted.Region });
    }, ct);

    /// <param name="expected">The version whoever changes it has seen.</param>
    public Task<Result<Done>> ChangeAsync(string code, int expected, UnitInput input, CancellationToken ct) =>
        writer.ChangeAsync(Rights.OrganizationManage, DirectoryRevision.Units, async () =>
        {
            if (await FindAsync(code, ct) is not { } unit)
            {
                return OrganizationErrors.UnitUnknown;
            }

            var checks = new InputChecks();
            var wanted = Check(input, checks);
            if (checks.Error is { } error)
            {
                return error;
            }

            var before = new { unit.Name, Kind = unit.Kind.ToString(), unit.Region, unit.Phone, unit.ClosedOn };
            (unit.Name, unit.Kind, unit.Region, unit.Phone, unit.ClosedOn) = wanted;
            unit.Version = expected + 1;
            return new Commit().Update(unit, expected)
                .Audit("unit.changed", "unit", code, new { before, after = new { unit.Name, Kind = unit.Kind.ToString(), unit.Region, unit.Phone, unit.ClosedOn } });
        }, ct);

    private (string Name, UnitKind Kind, string Region, string? Phone, DateOnly? ClosedOn) Check(UnitInput input, InputChecks checks)
    {
        var name = checks.Required("name", input.Name, LongestName);
        if (!Enum.TryParse<UnitKind>(input.Kind, out var kind) || !Enum.IsDefined(kind))
        {
            checks.Refuse("kind", ImportErrors.Required);
        }

        var region = checks.Region("region", input.Region);
        if (string.IsNullOrWhiteSpace(input.Region))
        {
            checks.Refuse("region", ImportErrors.Required);
        }
        else if (region is { } typed && regions.Find(typed) is null)
        {
            checks.Refuse("region", OrganizationErrors.RegionNotThere(typed.Value));
        }

        var phone = string.IsNullOrWhiteSpace(input.Phone) ? null : input.Phone.Trim();
        if (phone is not null && !PublicPhone.IsGood(phone))
        {
            checks.Refuse("phone", OrganizationErrors.UnitPhoneMalformed);
        }

        return (name, kind, region?.Value ?? "", phone, checks.Date("closedOn", input.ClosedOn));
    }
}
