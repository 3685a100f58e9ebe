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
    public void Options_OutOfRange_NameTheSetting(string key, string value, string message) =>
        Assert.Contains(message, Assert.Throws<OptionsValidationException>(() => Read(key, value)).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_Defaults_AreValid() => Assert.Equal(EngineKind.Llama, Read("Concurrency", "8").Engine);

    [Fact]
    public void Options_UnknownSetting_IsRefused() =>
        Assert.Contains("Concurency", Assert.Throws<InvalidOperationException>(() => Read("Concurency", "8")).Message, StringComparison.Ordinal);

    private static SummarizationOptions Read(string key, string value)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSummarization(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"CallSummary:Summarization:{key}"] = value })
            .Build());
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SummarizationOptions>>().Value;
    }
}
