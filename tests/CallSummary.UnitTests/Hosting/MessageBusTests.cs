using CallSummary.Hosting.Bus;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Hosting;

public sealed class MessageBusTests
{
    [Theory]
    [InlineData("InMemory")]
    [InlineData("RabbitMQ")]
    public async Task AddMessageBus_AnyTransport_ReportsNoUsageToTheVendor(string transport)
    {
        await using var services = Services(transport);

        Assert.False(services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
        Assert.Equal("false", Environment.GetEnvironmentVariable("MASSTRANSIT_USAGE_TELEMETRY"));
    }

    [Fact]
    public async Task AddMessageBus_Defaults_WaitForTheBus()
    {
        await using var services = Services("InMemory");

        var host = services.GetRequiredService<IOptions<MassTransitHostOptions>>().Value;
        Assert.True(host.WaitUntilStarted);
        Assert.Equal(TimeSpan.FromMinutes(1), host.StartTimeout);
    }

    [Fact]
    public void AddMessageBus_RabbitMqWithoutCredentials_NamesBoth()
    {
        using var services = Services("RabbitMQ", credentials: false);

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<BusOptions>>().Value);

        Assert.Contains("CallSummary:Bus:Username", failure.Message, StringComparison.Ordinal);
        Assert.Contains("CallSummary__Bus__Password", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string transport, bool credentials = true)
    {
        var settings = new Dictionary<string, string?> { ["CallSummary:Bus:Transport"] = transport };
        if (credentials)
        {
            settings["CallSummary:Bus:Username"] = "u";
            settings["CallSummary:Bus:Password"] = "p";
        }

        return new ServiceCollection()
            .AddLogging()
            .AddMessageBus(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }
}
