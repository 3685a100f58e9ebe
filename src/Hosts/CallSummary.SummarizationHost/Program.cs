using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Storage;
using CallSummary.Summarization;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddHostDefaults();
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddSummarization(builder.Configuration);
builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddSummarizationConsumers());

return await builder.Build().RunHostAsync();
