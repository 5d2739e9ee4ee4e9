using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Fengqiao.TestKit;

/// <summary>
/// One test body, run on each <see cref="DatabaseKind"/>, which it takes as its first parameter. With
/// <see cref="RowAttribute"/>s each row follows it and runs on each database. A database that cannot be had
/// on this machine is shown as skipped with the reason, never silently left out.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Fengqiao.TestKit.DatabaseTheoryDiscoverer", "Fengqiao.TestKit")]
public sealed class DatabaseTheoryAttribute : TheoryAttribute;

/// <summary>The arguments after the <see cref="DatabaseKind"/>: what <c>[InlineData]</c> is to a plain theory.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RowAttribute(params object[] values) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [values];
}

/// <summary>A test that needs PostgreSQL; shown as skipped where it cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresCluster.Unavailable;
}

/// <summary>A test with rows of data that needs PostgreSQL; shown as skipped where it cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresCluster.Unavailable;
}

/// <summary>Makes the test cases of a <see cref="DatabaseTheoryAttribute"/>: databases × rows of data.</summary>
public sealed class DatabaseTheoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        TestMethodDisplay display = discoveryOptions.MethodDisplayOrDefault();
        TestMethodDisplayOptions displayOptions = discoveryOptions.MethodDisplayOptionsOrDefault();
        string? skipped = factAttribute.GetNamedArgument<string>(nameof(FactAttribute.Skip));
        foreach (object[] row in Rows(testMethod))
        {
            foreach (DatabaseKind kind in Enum.GetValues<DatabaseKind>())
            {
                object[] arguments = [kind, .. row];
                string? reason = skipped ?? (kind == DatabaseKind.Postgres ? PostgresCluster.Unavailable : null);
                yield return reason is null
                    ? new XunitTestCase(diagnostics, display, displayOptions, testMethod, arguments)
                    : new XunitSkippedDataRowTestCase(diagnostics, display, displayOptions, testMethod, reason, arguments);
            }
        }
    }

    private static IReadOnlyList<object[]> Rows(ITestMethod testMethod)
    {
        List<DataAttribute> sources =
        [
            .. testMethod.Method.GetCustomAttributes(typeof(DataAttribute))
                .OfType<IReflectionAttributeInfo>().Select(info => (DataAttribute)info.Attribute),
        ];
        return sources.Count == 0
            ? [[]]
            : [.. sources.SelectMany(source => source.GetData(testMethod.Method.ToRuntimeMethod()))];
    }
}
