namespace CallSummary.AcceptanceTests.Deployments;

/// <summary>The two ways to run the product; what it promises is the same in both.</summary>
public enum DeploymentShape
{
    /// <summary>One process: in-memory bus, SQLite.</summary>
    AllInOne,

    /// <summary>A process a stage: RabbitMQ, PostgreSQL, one recordings folder.</summary>
    FourHosts,
}
