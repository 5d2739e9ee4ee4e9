using Fengqiao.TestKit;
using Npgsql;

namespace Fengqiao.Providers.Tests.TestKit;

public sealed class PostgresClusterTests
{
    [PostgresFact]
    public async Task Database_WhenMadeFromATemplate_HasItsTables()
    {
        PostgresCluster cluster = await PostgresCluster.SharedAsync();
        string template = await cluster.CreateDatabaseAsync();
        await ExecuteAsync(template, "CREATE TABLE town (name text); INSERT INTO town VALUES ('枫桥')");

        string copy = await cluster.CreateDatabaseAsync(new NpgsqlConnectionStringBuilder(template).Database!);

        (await ScalarAsync(copy, "SELECT name FROM town")).ShouldBe("枫桥");
        copy.ShouldNotBe(template);
    }

    [PostgresFact]
    public async Task Cluster_WhenKilledAndResumed_AnswersOnTheSamePort()
    {
        await using PostgresCluster cluster = await PostgresCluster.StartAsync();
        int port = cluster.Port;
        await ExecuteAsync(cluster.ConnectionString("postgres"), "CREATE TABLE town (name text)");

        await cluster.StopAsync();
        await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync(cluster.ConnectionString("postgres"), "SELECT 1"));
        await cluster.ResumeAsync();

        cluster.Port.ShouldBe(port);
        (await ScalarAsync(cluster.ConnectionString("postgres"), "SELECT count(*) FROM town")).ShouldBe(0L);
    }

    [PostgresFact]
    public async Task Cluster_WhenDisposed_LeavesNeitherProcessNorFolder()
    {
        PostgresCluster cluster = await PostgresCluster.StartAsync();
        int process = cluster.ProcessId;

        await cluster.DisposeAsync();

        Directory.Exists($"/proc/{process}").ShouldBeFalse();
        Directory.Exists(cluster.FolderName).ShouldBeFalse();
    }

    private static Task ExecuteAsync(string database, string sql) => ScalarAsync(database, sql);

    private static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
