using System.ComponentModel.DataAnnotations;
using CallSummary.Summarization.OpenAICompatible;
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

        failures.AddRange(options.Order.Select(name => options.ServerOf(name)).OfType<(string Section, OpenAICompatibleOptions Server)>().SelectMany(named => Failures(named.Section, named.Server)));
        failures.AddRange(options.Order
            .Where(name => options.ServerOf(name) is null && !SummarizationOptions.Is(name, EngineKind.Llama))
            .Select(name => $"CallSummary:Summarization:Fallback names {name}, which is not Llama, not OpenAICompatible and none of CallSummary:Summarization:Servers."));
        failures.AddRange(options.Servers.Keys
            .Where(name => Enum.TryParse<EngineKind>(name, ignoreCase: true, out _))
            .Select(name => $"CallSummary:Summarization:Servers:{name} has the name of an engine: give it another."));
        failures.AddRange(options.Servers.SelectMany(named => OutOfRange(named.Value, nameof(options.OpenAICompatible), $"{nameof(options.Servers)}:{named.Key}")));
        failures.AddRange(options.Templates.SelectMany(tenant => OutOfRange(tenant.Value, "<tenant>", tenant.Key)));
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    // ValidateEnumeratedItems does not look into a dictionary's values.
    private static IEnumerable<string> OutOfRange(object value, string anyName, string name)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        return results.Select(result => result.ErrorMessage!.Replace(anyName, name, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Failures(string section, OpenAICompatibleOptions server)
    {
        if (server.BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return $"CallSummary:Summarization:{section}:BaseUrl must be an http or https address, for example http://localhost:8000/v1.";
        }

        if (string.IsNullOrWhiteSpace(server.Model))
        {
            yield return $"CallSummary:Summarization:{section}:Model must name the model as the server knows it.";
        }

        // It is a header: a pasted line end would break each request, and the error would show the key.
        if (server.ApiKey.Any(c => c is <= ' ' or > '~'))
        {
            yield return $"CallSummary:Summarization:{section}:ApiKey must be printable ASCII without spaces; is there a line end behind it?";
        }
    }
}
