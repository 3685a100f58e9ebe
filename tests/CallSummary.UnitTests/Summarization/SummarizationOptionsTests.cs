using CallSummary.Summarization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Summarization;

public sealed class SummarizationOptionsTests
{
    [Theory]
    [InlineData("Concurrency", "0", "Concurrency must be between 1 and 64")]
    [InlineData("AnswerTimeout", "00:40:00", "AnswerTimeout must be between")]
    [InlineData("AnswerTimeout", "00:20:00", "SummaryRetryInterval must be longer than AnswerTimeout")]
    [InlineData("DefaultLanguage", "fr", "DefaultLanguage must be ko or en")]
    [InlineData("Llama:ContextTokens", "10", "Llama:ContextTokens must be between 512")]
    [InlineData("Llama:ModelPath", "", "Llama:ModelPath must name a GGUF file")]
    [InlineData("Engine", "OpenAICompatible", "OpenAICompatible:BaseUrl must be an http or https address")]
    [InlineData("Engine", "OpenAICompatible", "OpenAICompatible:Model must name the model")]
    [InlineData("OpenAICompatible:ConnectTimeout", "00:02:00", "ConnectTimeout must be between")]
    [InlineData("OpenAICompatible:Retries", "11", "Retries must be between 0 and 10")]
    [InlineData("OpenAICompatible:RetryDelay", "00:02:00", "RetryDelay must be between")]
    [InlineData("OpenAICompatible:MaxRetryAfter", "01:00:00", "MaxRetryAfter must be between")]
    [InlineData("OpenAICompatible:BreakAfter", "1", "BreakAfter must be between 2 and 1000")]
    [InlineData("OpenAICompatible:BreakWindow", "02:00:00", "BreakWindow must be between")]
    [InlineData("OpenAICompatible:BreakFor", "02:00:00", "BreakFor must be between")]
    [InlineData("OpenAICompatible:TenantConcurrency", "-1", "TenantConcurrency must be between")]
    [InlineData("OpenAICompatible:TenantTokensPerMinute", "-1", "TenantTokensPerMinute must be between")]
    [InlineData("Servers:spare:BreakAfter", "1", "CallSummary:Summarization:Servers:spare:BreakAfter must be between 2 and 1000")]
    [InlineData("Templates:acme:Sentences", "9", "CallSummary:Summarization:Templates:acme:Sentences must be between 1 and 5")]
    [InlineData("Servers:llama:Model", "m", "Servers:llama has the name of an engine")]
    [InlineData("Fallback:0", "spare", "Fallback names spare, which is not Llama")]
    public void Options_OutOfRange_NameTheSetting(string key, string value, string message) =>
        Assert.Contains(message, Assert.Throws<OptionsValidationException>(() => Read(key, value)).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_TwoServersAndTheModelHere_AreAskedInOrder()
    {
        var options = Read(
            ("Engine", "OpenAICompatible"), ("OpenAICompatible:BaseUrl", "http://one:8000/v1"), ("OpenAICompatible:Model", "big"),
            ("Fallback:0", "spare"), ("Fallback:1", "Llama"), ("Servers:spare:BaseUrl", "http://two:8080/v1"), ("Servers:spare:Model", "small"), ("Servers:spare:TenantConcurrency", "2"));

        Assert.Equal(["OpenAICompatible", "spare", "Llama"], options.Order);
        Assert.Equal(("Servers:spare", "small"), (options.ServerOf("spare")!.Value.Section, options.ServerOf("spare")!.Value.Server.Model));
        Assert.Null(options.ServerOf("Llama"));
    }

    [Fact]
    public void Options_ServerOfTheFallbackWithoutAnAddress_NamesItsSetting()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(("Fallback:0", "spare"), ("Servers:spare:Model", "small"), ("Servers:spare:ApiKey", "topsecret\n")));

        Assert.Contains("CallSummary:Summarization:Servers:spare:BaseUrl must be an http", refused.Message, StringComparison.Ordinal);
        Assert.Contains("CallSummary:Summarization:Servers:spare:ApiKey must be printable", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_Defaults_AreValid() => Assert.Equal(EngineKind.Llama, Read("Concurrency", "8").Engine);

    [Fact]
    public void Options_UnknownSetting_IsRefused() =>
        Assert.Contains("Concurency", Assert.Throws<InvalidOperationException>(() => Read("Concurency", "8")).Message, StringComparison.Ordinal);

    private static SummarizationOptions Read(string key, string value) => Read((key, value));

    private static SummarizationOptions Read(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSummarization(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(s => $"CallSummary:Summarization:{s.Key}", s => (string?)s.Value))
            .Build());
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SummarizationOptions>>().Value;
    }
}
