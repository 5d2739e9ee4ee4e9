using System.Globalization;
using Fengqiao.Organization.Domain;

namespace Fengqiao.Providers.Tests.Stores;

/// <summary>Rows to write: staff members are versioned, have a unique code and refer to nothing.</summary>
internal static class People
{
    private static int _codes;

    public static StaffMember New(string? code = null, string name = "张三") => new()
    {
        Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
        Code = code ?? string.Create(CultureInfo.InvariantCulture, $"S{Interlocked.Increment(ref _codes):D6}"),
        Name = name,
    };

    /// <summary>The row as it is to be after a change.</summary>
    public static StaffMember Changed(StaffMember row, string name, int version) => new() { Id = row.Id, Code = row.Code, Name = name, Version = version };
}
