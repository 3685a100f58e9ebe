using Microsoft.Extensions.Options;

namespace CallSummary.Summarization;

/// <summary>Checks that span several settings.</summary>
internal sealed class SummarizationOptionsValidator : IValidateOptions<SummarizationOptions>
{
    public ValidateOptionsResult Validate(string? name, SummarizationOptions options)
    {
        var failures = new List<string>();
        if (options.SummaryRetryInterval <= options.AnswerTimeout)
        {
            failures.Add("CallSummary:Summarization:SummaryRetryInterval must be longer than AnswerTimeout, or calls are announced again while they are being summarised.");
        }

        if (options.Engine == EngineKind.OpenAICompatible)
        {
            if (options.OpenAICompatible.BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            {
                failures.Add("CallSummary:Summarization:OpenAICompatible:BaseUrl must be an http or https address, for example http://localhost:8000/v1.");
            }

            if (string.IsNullOrWhiteSpace(options.OpenAICompatible.Model))
            {
                failures.Add("CallSummary:Summarization:OpenAICompatible:Model must name the model as the server knows it.");
            }
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
