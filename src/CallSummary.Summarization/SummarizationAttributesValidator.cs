using Microsoft.Extensions.Options;

namespace CallSummary.Summarization;

/// <summary>Runs the range attributes, also those of the nested sections; generated at compile time.</summary>
[OptionsValidator]
internal sealed partial class SummarizationAttributesValidator : IValidateOptions<SummarizationOptions>;
