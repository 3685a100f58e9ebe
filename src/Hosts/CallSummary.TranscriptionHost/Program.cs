using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Storage;
using CallSummary.Transcription;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddHostDefaults();
builder.Services.AddRecordings(builder.Configuration);
builder.Services.AddTranscription(builder.Configuration);
builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddTranscriptionConsumers());

return await builder.Build().RunHostAsync();
