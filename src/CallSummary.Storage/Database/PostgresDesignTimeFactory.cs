using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CallSummary.Storage.Database;

/// <summary>For <c>dotnet ef</c> alone; see Migrations/README.md. It never connects.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresCallSummaryDbContext>
{
    public PostgresCallSummaryDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresCallSummaryDbContext>().UseNpgsql("Host=localhost").Options);
}
