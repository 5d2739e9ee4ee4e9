using System.Reflection;
using Fengqiao.TestKit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Fengqiao.Providers.Tests.TestKit;

public sealed class DatabaseTheoryTests
{
    [DatabaseTheory]
    [Row(1)]
    [Row(2)]
    public async Task Body_WhenItTakesARow_RunsOnEachDatabase(DatabaseKind kind, int row)
    {
        row.ShouldBeInRange(1, 2);
        using TestDatabase database = await TestDatabase.CreateAsync(kind);
        (database.ConnectionString is null).ShouldBe(kind == DatabaseKind.Sqlite);
    }

    [Fact]
    public void Discovery_WhenThereAreTwoRows_MakesFourCasesAndHidesNone()
    {
        MethodInfo body = GetType().GetMethod(nameof(Body_WhenItTakesARow_RunsOnEachDatabase))!;
        List<IXunitTestCase> cases = Discover(body);

        cases.Count.ShouldBe(4);
        cases.Count(test => test.SkipReason is not null).ShouldBe(PostgresCluster.Unavailable is null ? 0 : 2);
    }

    private List<IXunitTestCase> Discover(MethodInfo body)
    {
        var assembly = new TestAssembly(Reflector.Wrap(GetType().Assembly));
        var testClass = new TestClass(new TestCollection(assembly, null, "one"), Reflector.Wrap(GetType()));
        IAttributeInfo attribute = Reflector.Wrap(body).GetCustomAttributes(typeof(DatabaseTheoryAttribute)).Single();
        return [.. new DatabaseTheoryDiscoverer(new Xunit.Sdk.NullMessageSink())
            .Discover(new DefaultOptions(), new TestMethod(testClass, Reflector.Wrap(body)), attribute)];
    }

    private sealed class DefaultOptions : ITestFrameworkDiscoveryOptions
    {
        public TValue GetValue<TValue>(string name) => default!;

        public void SetValue<TValue>(string name, TValue value) => throw new NotSupportedException(name);
    }
}
