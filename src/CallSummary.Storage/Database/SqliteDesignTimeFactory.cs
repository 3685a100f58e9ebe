using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CallSummary.Storage.Database;

/// <summary>For <c>dotnet ef</c> alone; see Migrations/README.md.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteCallSummaryDbContext>
{
    public SqliteCallSummaryDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteCallSummaryDbContext>().UseSqlite("Data Source=:memory:").Options);
}
