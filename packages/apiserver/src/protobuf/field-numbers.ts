/* oxlint-disable eslint/max-lines -- a generated table, one type a line */
// Written by scripts/generate-field-numbers.mjs; the notation is described in message-types.ts.

/** Every built-in type with its protobuf field numbers, one a line. */
export const fieldNumbers: string = `
admissionregistration.k8s.io/v1.ApplyConfiguration 1expression
admissionregistration.k8s.io/v1.AuditAnnotation 1key 2valueExpression
admissionregistration.k8s.io/v1.ExpressionWarning 2fieldRef 3warning
admissionregistration.k8s.io/v1.JSONPatch 1expression
admissionregistration.k8s.io/v1.MatchCondition 1name 2expression
admissionregistration.k8s.io/v1.MatchResources 1namespaceSelector? 2objectSelector? 3resourceRules 4excludeResourceRules 7matchPolicy?
admissionregistration.k8s.io/v1.MutatingAdmissionPolicy 1metadata 2spec
admissionregistration.k8s.io/v1.MutatingAdmissionPolicyBinding 1metadata 2spec
admissionregistration.k8s.io/v1.MutatingAdmissionPolicyBindingSpec 1policyName 2paramRef? 3matchResources?
admissionregistration.k8s.io/v1.MutatingAdmissionPolicySpec 1paramKind? 2matchConstraints? 3variables 4mutations 5failurePolicy? 6matchConditions 7reinvocationPolicy
admissionregistration.k8s.io/v1.MutatingWebhook 1name 2clientConfig 3rules 4failurePolicy? 9matchPolicy? 5namespaceSelector? 11objectSelector? 6sideEffects? 7timeoutSeconds? 8admissionReviewVersions 10reinvocationPolicy? 12matchConditions
admissionregistration.k8s.io/v1.MutatingWebhookConfiguration 1metadata 2Webhooks
admissionregistration.k8s.io/v1.Mutation 2patchType 3applyConfiguration? 4jsonPatch?
admissionregistration.k8s.io/v1.NamedRuleWithOperations 1resourceNames 2^admissionregistration.k8s.io/v1.RuleWithOperations
admissionregistration.k8s.io/v1.ParamKind 1apiVersion 2kind
admissionregistration.k8s.io/v1.ParamRef 1name 2namespace 3selector? 4parameterNotFoundAction?
admissionregistration.k8s.io/v1.Rule 1apiGroups 2apiVersions 3resources 4scope?
admissionregistration.k8s.io/v1.RuleWithOperations 1operations 2^admissionregistration.k8s.io/v1.Rule
admissionregistration.k8s.io/v1.ServiceReference 1namespace 2name 3path? 4port?
admissionregistration.k8s.io/v1.TypeChecking 1expressionWarnings
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicy 1metadata 2spec 3status
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyBinding 1metadata 2spec
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyBindingSpec 1policyName 2paramRef? 3matchResources? 4validationActions
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicySpec 1paramKind? 2matchConstraints? 3validations 4failurePolicy? 5auditAnnotations 6matchConditions 7variables
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyStatus 1observedGeneration 2typeChecking? 3conditions
admissionregistration.k8s.io/v1.ValidatingWebhook 1name 2clientConfig 3rules 4failurePolicy? 9matchPolicy? 5namespaceSelector? 10objectSelector? 6sideEffects? 7timeoutSeconds? 8admissionReviewVersions 11matchConditions
admissionregistration.k8s.io/v1.ValidatingWebhookConfiguration 1metadata 2Webhooks
admissionregistration.k8s.io/v1.Validation 1Expression 2message 3reason? 4messageExpression
admissionregistration.k8s.io/v1.Variable 1Name 2Expression
admissionregistration.k8s.io/v1.WebhookClientConfig 3url? 1service? 2caBundle
apps/v1.ControllerRevision 1metadata 2data 3revision
apps/v1.DaemonSet 1metadata 2spec 3status
apps/v1.DaemonSetCondition 1type 2status 3lastTransitionTime 4reason 5message
apps/v1.DaemonSetSpec 1selector? 2template 3updateStrategy 4minReadySeconds 6revisionHistoryLimit?
apps/v1.DaemonSetStatus 1currentNumberScheduled 2numberMisscheduled 3desiredNumberScheduled 4numberReady 5observedGeneration 6updatedNumberScheduled 7numberAvailable 8numberUnavailable 9collisionCount? 10conditions
apps/v1.DaemonSetUpdateStrategy 1type 2rollingUpdate?
apps/v1.Deployment 1metadata 2spec 3status
apps/v1.DeploymentCondition 1type 2status 6lastUpdateTime 7lastTransitionTime 4reason 5message
apps/v1.DeploymentSpec 1replicas? 2selector? 3template 4strategy 5minReadySeconds 6revisionHistoryLimit? 7paused 9progressDeadlineSeconds?
apps/v1.DeploymentStatus 1observedGeneration 2replicas 3updatedReplicas 7readyReplicas 4availableReplicas 5unavailableReplicas 9terminatingReplicas? 6conditions 8collisionCount?
apps/v1.DeploymentStrategy 1type 2rollingUpdate?
apps/v1.ReplicaSet 1metadata 2spec 3status
apps/v1.ReplicaSetCondition 1type 2status 3lastTransitionTime 4reason 5message
apps/v1.ReplicaSetSpec 1replicas? 4minReadySeconds 2selector? 3template
apps/v1.ReplicaSetStatus 1replicas 2fullyLabeledReplicas 4readyReplicas 5availableReplicas 7terminatingReplicas? 3observedGeneration 6conditions
apps/v1.RollingUpdateDaemonSet 1maxUnavailable? 2maxSurge?
apps/v1.RollingUpdateDeployment 1maxUnavailable? 2maxSurge?
apps/v1.RollingUpdateStatefulSetStrategy 1partition? 2maxUnavailable?
apps/v1.StatefulSet 1metadata 2spec 3status
apps/v1.StatefulSetCondition 1type 2status 3lastTransitionTime 4reason 5message
apps/v1.StatefulSetOrdinals 1start
apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy 1whenDeleted 2whenScaled
apps/v1.StatefulSetSpec 1replicas? 2selector? 3template 4volumeClaimTemplates 5serviceName 6podManagementPolicy 7updateStrategy 8revisionHistoryLimit? 9minReadySeconds 10persistentVolumeClaimRetentionPolicy? 11ordinals?
apps/v1.StatefulSetStatus 1observedGeneration 2replicas 3readyReplicas 4currentReplicas 5updatedReplicas 6currentRevision 7updateRevision 9collisionCount? 10conditions 11availableReplicas
apps/v1.StatefulSetUpdateStrategy 1type 2rollingUpdate?
authentication.k8s.io/v1.AttestationValue 1items
authentication.k8s.io/v1.BoundObjectReference 1kind 2apiVersion 3name 4uID
authentication.k8s.io/v1.ExtraValue 1items
authentication.k8s.io/v1.SelfSubjectReview 1metadata 2status
authentication.k8s.io/v1.SelfSubjectReviewStatus 1userInfo
authentication.k8s.io/v1.TokenRequest 1metadata 2spec 3status
authentication.k8s.io/v1.TokenRequestSpec 1audiences 4expirationSeconds? 3boundObjectRef? 5attestations
authentication.k8s.io/v1.TokenRequestStatus 1token 2expirationTimestamp
authentication.k8s.io/v1.TokenReview 1metadata 2spec 3status
authentication.k8s.io/v1.TokenReviewSpec 1token 2audiences
authentication.k8s.io/v1.TokenReviewStatus 1authenticated 2user 4audiences 3error
authentication.k8s.io/v1.UserInfo 1username 2uid 3groups 4extra
authorization.k8s.io/v1.ExtraValue 1items
authorization.k8s.io/v1.FieldSelectorAttributes 1rawSelector 2requirements
authorization.k8s.io/v1.LabelSelectorAttributes 1rawSelector 2requirements
authorization.k8s.io/v1.LocalSubjectAccessReview 1metadata 2spec 3status
authorization.k8s.io/v1.NonResourceAttributes 1path 2verb
authorization.k8s.io/v1.NonResourceRule 1verbs 2nonResourceURLs
authorization.k8s.io/v1.ResourceAttributes 1namespace 2verb 3group 4version 5resource 6subresource 7name 8fieldSelector? 9labelSelector?
authorization.k8s.io/v1.ResourceRule 1verbs 2apiGroups 3resources 4resourceNames
authorization.k8s.io/v1.SelfSubjectAccessReview 1metadata 2spec 3status
authorization.k8s.io/v1.SelfSubjectAccessReviewSpec 1resourceAttributes? 2nonResourceAttributes?
authorization.k8s.io/v1.SelfSubjectRulesReview 1metadata 2spec 3status
authorization.k8s.io/v1.SelfSubjectRulesReviewSpec 1namespace
authorization.k8s.io/v1.SubjectAccessReview 1metadata 2spec 3status
authorization.k8s.io/v1.SubjectAccessReviewSpec 1resourceAttributes? 2nonResourceAttributes? 3user 4groups 5extra 6uid
authorization.k8s.io/v1.SubjectAccessReviewStatus 1allowed 4denied 2reason 3evaluationError
authorization.k8s.io/v1.SubjectRulesReviewStatus 1resourceRules 2nonResourceRules 3incomplete 4evaluationError
autoscaling/v1.ContainerResourceMetricSource 1name 2targetAverageUtilization? 3targetAverageValue? 5container
autoscaling/v1.ContainerResourceMetricStatus 1name 2currentAverageUtilization? 3currentAverageValue 4container
autoscaling/v1.CrossVersionObjectReference 1kind 2name 3apiVersion
autoscaling/v1.ExternalMetricSource 1metricName 2metricSelector? 3targetValue? 4targetAverageValue?
autoscaling/v1.ExternalMetricStatus 1metricName 2metricSelector? 3currentValue 4currentAverageValue?
autoscaling/v1.HorizontalPodAutoscaler 1metadata 2spec 3status
autoscaling/v1.HorizontalPodAutoscalerCondition 1type 2status 3lastTransitionTime 4reason 5message 6observedGeneration?
autoscaling/v1.HorizontalPodAutoscalerSpec 1scaleTargetRef 2minReplicas? 3maxReplicas 4targetCPUUtilizationPercentage?
autoscaling/v1.HorizontalPodAutoscalerStatus 1observedGeneration? 2lastScaleTime? 3currentReplicas 4desiredReplicas 5currentCPUUtilizationPercentage?
autoscaling/v1.MetricSpec 1type 2object? 3pods? 4resource? 7containerResource? 5external?
autoscaling/v1.MetricStatus 1type 2object? 3pods? 4resource? 7containerResource? 5external?
autoscaling/v1.ObjectMetricSource 1target 2metricName 3targetValue 4selector? 5averageValue?
autoscaling/v1.ObjectMetricStatus 1target 2metricName 3currentValue 4selector? 5averageValue?
autoscaling/v1.PodsMetricSource 1metricName 2targetAverageValue 3selector?
autoscaling/v1.PodsMetricStatus 1metricName 2currentAverageValue 3selector?
autoscaling/v1.ResourceMetricSource 1name 2targetAverageUtilization? 3targetAverageValue?
autoscaling/v1.ResourceMetricStatus 1name 2currentAverageUtilization? 3currentAverageValue
autoscaling/v1.Scale 1metadata 2spec 3status
autoscaling/v1.ScaleSpec 1replicas
autoscaling/v1.ScaleStatus 1replicas 2selector
autoscaling/v2.ContainerResourceMetricSource 1name 2target 3container
autoscaling/v2.ContainerResourceMetricStatus 1name 2current 3container
autoscaling/v2.CrossVersionObjectReference 1kind 2name 3apiVersion
autoscaling/v2.ExternalMetricSource 1metric 2target
autoscaling/v2.ExternalMetricStatus 1metric 2current
autoscaling/v2.HPAScalingPolicy 1type 2value 3periodSeconds
autoscaling/v2.HPAScalingRules 3stabilizationWindowSeconds? 1selectPolicy? 2policies 4tolerance?
autoscaling/v2.HorizontalPodAutoscaler 1metadata 2spec 3status
autoscaling/v2.HorizontalPodAutoscalerBehavior 1scaleUp? 2scaleDown?
autoscaling/v2.HorizontalPodAutoscalerCondition 1type 2status 3lastTransitionTime 4reason 5message 6observedGeneration?
autoscaling/v2.HorizontalPodAutoscalerSpec 1scaleTargetRef 2minReplicas? 3maxReplicas 4metrics 5behavior?
autoscaling/v2.HorizontalPodAutoscalerStatus 1observedGeneration? 2lastScaleTime? 3currentReplicas 4desiredReplicas 5currentMetrics 6conditions
autoscaling/v2.MetricIdentifier 1name 2selector?
autoscaling/v2.MetricSpec 1type 2object? 3pods? 4resource? 7containerResource? 5external?
autoscaling/v2.MetricStatus 1type 2object? 3pods? 4resource? 7containerResource? 5external?
autoscaling/v2.MetricTarget 1type 2value? 3averageValue? 4averageUtilization?
autoscaling/v2.MetricValueStatus 1value? 2averageValue? 3averageUtilization?
autoscaling/v2.ObjectMetricSource 1describedObject 2target 3metric
autoscaling/v2.ObjectMetricStatus 1metric 2current 3describedObject
autoscaling/v2.PodsMetricSource 1metric 2target
autoscaling/v2.PodsMetricStatus 1metric 2current
autoscaling/v2.ResourceMetricSource 1name 2target
autoscaling/v2.ResourceMetricStatus 1name 2current
batch/v1.CronJob 1metadata 2spec 3status
batch/v1.CronJobSpec 1schedule 8timeZone? 2startingDeadlineSeconds? 3concurrencyPolicy 4suspend? 5jobTemplate 6successfulJobsHistoryLimit? 7failedJobsHistoryLimit?
batch/v1.CronJobStatus 1active 4lastScheduleTime? 5lastSuccessfulTime?
batch/v1.Job 1metadata 2spec 3status
batch/v1.JobCondition 1type 2status 3lastProbeTime 4lastTransitionTime 5reason 6message
batch/v1.JobSchedulingConfiguration 1schedulingPolicy? 2schedulingConstraints? 3disruptionMode? 4resourceClaims
batch/v1.JobSpec 1parallelism? 2completions? 3activeDeadlineSeconds? 11podFailurePolicy? 16successPolicy? 7backoffLimit? 12backoffLimitPerIndex? 13maxFailedIndexes? 4selector? 5manualSelector? 6template 8ttlSecondsAfterFinished? 9completionMode? 10suspend? 14podReplacementPolicy? 15managedBy? 17scheduling?
batch/v1.JobStatus 1conditions 2startTime? 3completionTime? 4active 5succeeded 6failed 11terminating? 7completedIndexes 10failedIndexes? 8uncountedTerminatedPods? 9ready?
batch/v1.JobTemplateSpec 1metadata 2spec
batch/v1.PodFailurePolicy 1rules
batch/v1.PodFailurePolicyOnExitCodesRequirement 1containerName? 2operator 3values
batch/v1.PodFailurePolicyOnPodConditionsPattern 1type 2status
batch/v1.PodFailurePolicyRule 1action 2onExitCodes? 3onPodConditions
batch/v1.SuccessPolicy 1rules
batch/v1.SuccessPolicyRule 1succeededIndexes? 2succeededCount?
batch/v1.UncountedTerminatedPods 1succeeded 2failed
certificates.k8s.io/v1.CertificateSigningRequest 1metadata 2spec 3status
certificates.k8s.io/v1.CertificateSigningRequestCondition 1type 6status 2reason 3message 4lastUpdateTime 5lastTransitionTime
certificates.k8s.io/v1.CertificateSigningRequestSpec 1request 7signerName 8expirationSeconds? 5usages 2username 3uid 4groups 6extra
certificates.k8s.io/v1.CertificateSigningRequestStatus 1conditions 2certificate
certificates.k8s.io/v1.ClusterTrustBundle 1metadata 2spec
certificates.k8s.io/v1.ClusterTrustBundleSpec 1signerName 2trustBundle
certificates.k8s.io/v1.ExtraValue 1items
certificates.k8s.io/v1.PodCertificateRequest 1metadata 2spec 3status
certificates.k8s.io/v1.PodCertificateRequestSpec 1signerName 2podName 3podUID 4serviceAccountName 5serviceAccountUID 6nodeName 7nodeUID 8maxExpirationSeconds? 12stubPKCS10Request 11unverifiedUserAnnotations
certificates.k8s.io/v1.PodCertificateRequestStatus 1conditions 2certificateChain 4notBefore? 5beginRefreshAt? 6notAfter?
coordination.k8s.io/v1.Lease 1metadata 2spec
coordination.k8s.io/v1.LeaseSpec 1holderIdentity? 2leaseDurationSeconds? 3acquireTime? 4renewTime? 5leaseTransitions? 6strategy? 7preferredHolder?
core/v1.AWSElasticBlockStoreVolumeSource 1volumeID 2fsType 3partition 4readOnly
core/v1.Affinity 1nodeAffinity? 2podAffinity? 3podAntiAffinity?
core/v1.AppArmorProfile 1type 2localhostProfile?
core/v1.AttachedVolume 1name 2devicePath
core/v1.AvoidPods 1preferAvoidPods
core/v1.AzureDiskVolumeSource 1diskName 2diskURI 3cachingMode? 4fsType? 5readOnly? 6kind?
core/v1.AzureFilePersistentVolumeSource 1secretName 2shareName 3readOnly 4secretNamespace?
core/v1.AzureFileVolumeSource 1secretName 2shareName 3readOnly
core/v1.Binding 1metadata 2target
core/v1.CSIPersistentVolumeSource 1driver 2volumeHandle 3readOnly 4fsType 5volumeAttributes 6controllerPublishSecretRef? 7nodeStageSecretRef? 8nodePublishSecretRef? 9controllerExpandSecretRef? 10nodeExpandSecretRef?
core/v1.CSIVolumeSource 1driver 2readOnly? 3fsType? 4volumeAttributes 5nodePublishSecretRef?
core/v1.Capabilities 1add 2drop
core/v1.CephFSPersistentVolumeSource 1monitors 2path 3user 4secretFile 5secretRef? 6readOnly
core/v1.CephFSVolumeSource 1monitors 2path 3user 4secretFile 5secretRef? 6readOnly
core/v1.CinderPersistentVolumeSource 1volumeID 2fsType 3readOnly 4secretRef?
core/v1.CinderVolumeSource 1volumeID 2fsType 3readOnly 4secretRef?
core/v1.ClientIPConfig 1timeoutSeconds?
core/v1.ClusterTrustBundleProjection 1name? 2signerName? 3labelSelector? 5optional? 4path 6user?
core/v1.ComponentCondition 1type 2status 3message 4error
core/v1.ComponentStatus 1metadata 2conditions
core/v1.ConfigMap 1metadata 4immutable? 2data 3binaryData
core/v1.ConfigMapEnvSource 1^core/v1.LocalObjectReference 2optional?
core/v1.ConfigMapKeySelector 1^core/v1.LocalObjectReference 2key 3optional?
core/v1.ConfigMapNodeConfigSource 1namespace 2name 3uid 4resourceVersion 5kubeletConfigKey
core/v1.ConfigMapProjection 1^core/v1.LocalObjectReference 2items 4optional?
core/v1.ConfigMapVolumeSource 1^core/v1.LocalObjectReference 2items 3defaultMode? 4optional? 5defaultUser?
core/v1.Container 1name 2image 3command 4args 5workingDir 6ports 19envFrom 7env 8resources 23resizePolicy 24restartPolicy? 25restartPolicyRules 9volumeMounts 21volumeDevices 10livenessProbe? 11readinessProbe? 22startupProbe? 12lifecycle? 13terminationMessagePath 20terminationMessagePolicy 14imagePullPolicy 15securityContext? 16stdin 17stdinOnce 18tty
core/v1.ContainerExtendedResourceRequest 1containerName 2resourceName 3requestName
core/v1.ContainerImage 1names 2sizeBytes
core/v1.ContainerPort 1name 2hostPort 3containerPort 4protocol 5hostIP
core/v1.ContainerResizePolicy 1resourceName 2restartPolicy
core/v1.ContainerRestartRule 1action 2exitCodes?
core/v1.ContainerRestartRuleOnExitCodes 1operator 2values
core/v1.ContainerState 1waiting? 2running? 3terminated?
core/v1.ContainerStateRunning 1startedAt
core/v1.ContainerStateTerminated 1exitCode 2signal 3reason 4message 5startedAt 6finishedAt 7containerID
core/v1.ContainerStateWaiting 1reason 2message
core/v1.ContainerStatus 1name 2state 3lastState 4ready 5restartCount 6image 7imageID 8containerID 9started? 10allocatedResources 11resources? 12volumeMounts 13user? 14allocatedResourcesStatus 15stopSignal?
core/v1.ContainerUser 1linux?
core/v1.DaemonEndpoint 1Port
core/v1.DownwardAPIProjection 1items
core/v1.DownwardAPIVolumeFile 1path 2fieldRef? 3resourceFieldRef? 4mode? 5user?
core/v1.DownwardAPIVolumeSource 1items 2defaultMode? 3defaultUser?
core/v1.EmptyDirVolumeSource 1medium 2sizeLimit? 3mode?
core/v1.EndpointAddress 1ip 3hostname 4nodeName? 2targetRef?
core/v1.EndpointPort 1name 2port 3protocol 4appProtocol?
core/v1.EndpointSubset 1addresses 2notReadyAddresses 3ports
core/v1.Endpoints 1metadata 2subsets
core/v1.EnvFromSource 1prefix 2configMapRef? 3secretRef?
core/v1.EnvVar 1name 2value 3valueFrom?
core/v1.EnvVarSource 1fieldRef? 2resourceFieldRef? 3configMapKeyRef? 4secretKeyRef? 5fileKeyRef?
core/v1.EphemeralContainer 1^core/v1.EphemeralContainerCommon 2targetContainerName
core/v1.EphemeralContainerCommon 1name 2image 3command 4args 5workingDir 6ports 19envFrom 7env 8resources 23resizePolicy 24restartPolicy? 25restartPolicyRules 9volumeMounts 21volumeDevices 10livenessProbe? 11readinessProbe? 22startupProbe? 12lifecycle? 13terminationMessagePath 20terminationMessagePolicy 14imagePullPolicy 15securityContext? 16stdin 17stdinOnce 18tty
core/v1.EphemeralVolumeSource 1volumeClaimTemplate?
core/v1.Event 1metadata 2involvedObject 3reason 4message 5source 6firstTimestamp 7lastTimestamp 8count 9type 10eventTime 11series? 12action 13related? 14reportingComponent 15reportingInstance
core/v1.EventSeries 1count 2lastObservedTime
core/v1.EventSource 1component 2host
core/v1.EvictionResponder 1name 2priority?
core/v1.ExecAction 1command
core/v1.FCVolumeSource 1targetWWNs 2lun? 3fsType 4readOnly 5wwids
core/v1.FileKeySelector 1volumeName 2path 3key 4optional?
core/v1.FlexPersistentVolumeSource 1driver 2fsType 3secretRef? 4readOnly 5options
core/v1.FlexVolumeSource 1driver 2fsType 3secretRef? 4readOnly 5options
core/v1.FlockerVolumeSource 1datasetName 2datasetUUID
core/v1.GCEPersistentDiskVolumeSource 1pdName 2fsType 3partition 4readOnly
core/v1.GRPCAction 1port 2service? 3mode?
core/v1.GitRepoVolumeSource 1repository 2revision 3directory
core/v1.GlusterfsPersistentVolumeSource 1endpoints 2path 3readOnly 4endpointsNamespace?
core/v1.GlusterfsVolumeSource 1endpoints 2path 3readOnly
core/v1.HTTPGetAction 1path 2port 3host 4scheme 5httpHeaders 6protocol?
core/v1.HTTPHeader 1name 2value
core/v1.HostAlias 1ip 2hostnames
core/v1.HostIP 1ip
core/v1.HostPathVolumeSource 1path 2type?
core/v1.ISCSIPersistentVolumeSource 1targetPortal 2iqn 3lun 4iscsiInterface 5fsType 6readOnly 7portals 8chapAuthDiscovery 11chapAuthSession 10secretRef? 12initiatorName?
core/v1.ISCSIVolumeSource 1targetPortal 2iqn 3lun 4iscsiInterface 5fsType 6readOnly 7portals 8chapAuthDiscovery 11chapAuthSession 10secretRef? 12initiatorName?
core/v1.ImageVolumeSource 1reference 2pullPolicy
core/v1.ImageVolumeStatus 1imageRef
core/v1.KeyToPath 1key 2path 3mode? 4user?
core/v1.Lifecycle 1postStart? 2preStop? 3stopSignal?
core/v1.LifecycleHandler 1exec? 2httpGet? 3tcpSocket? 4sleep?
core/v1.LimitRange 1metadata 2spec
core/v1.LimitRangeItem 1type 2max 3min 4default 5defaultRequest 6maxLimitRequestRatio
core/v1.LimitRangeSpec 1limits
core/v1.LinuxContainerUser 1uid 2gid 3supplementalGroups
core/v1.List 1metadata 2items
core/v1.LoadBalancerIngress 1ip 2hostname 3ipMode? 4ports
core/v1.LoadBalancerStatus 1ingress
core/v1.LocalObjectReference 1name
core/v1.LocalVolumeSource 1path 2fsType?
core/v1.ModifyVolumeStatus 1targetVolumeAttributesClassName 2status
core/v1.NFSVolumeSource 1server 2path 3readOnly
core/v1.Namespace 1metadata 2spec 3status
core/v1.NamespaceCondition 1type 2status 4lastTransitionTime 5reason 6message
core/v1.NamespaceSpec 1finalizers
core/v1.NamespaceStatus 1phase 2conditions
core/v1.Node 1metadata 2spec 3status
core/v1.NodeAddress 1type 2address
core/v1.NodeAffinity 1requiredDuringSchedulingIgnoredDuringExecution? 2preferredDuringSchedulingIgnoredDuringExecution
core/v1.NodeAllocatableMappedResources 1name 2quantity?
core/v1.NodeAllocatableOverheadResources 1name 2perPod? 3perContainer?
core/v1.NodeAllocatableResourceClaimStatus 1resourceClaimName 2containers 4mapping 5overhead
core/v1.NodeCondition 1type 2status 3lastHeartbeatTime 4lastTransitionTime 5reason 6message
core/v1.NodeConfigSource 2configMap?
core/v1.NodeConfigStatus 1assigned? 2active? 3lastKnownGood? 4error
core/v1.NodeDaemonEndpoints 1kubeletEndpoint
core/v1.NodeFeatures 1supplementalGroupsPolicy?
core/v1.NodePodPreemptionPolicy 1disableResizePreemption
core/v1.NodeProxyOptions 1path
core/v1.NodeRuntimeHandler 1name 2features?
core/v1.NodeRuntimeHandlerFeatures 1recursiveReadOnlyMounts? 2userNamespaces?
core/v1.NodeSelector 1nodeSelectorTerms
core/v1.NodeSelectorRequirement 1key 2operator 3values
core/v1.NodeSelectorTerm 1matchExpressions 2matchFields
core/v1.NodeSpec 1podCIDR 7podCIDRs 3providerID 4unschedulable 5taints 6configSource? 2externalID 8podPreemptionPolicy?
core/v1.NodeStatus 1capacity 2allocatable 3phase 4conditions 5addresses 6daemonEndpoints 7nodeInfo 8images 9volumesInUse 10volumesAttached 11config? 12runtimeHandlers 13features? 14declaredFeatures
core/v1.NodeSwapStatus 1capacity?
core/v1.NodeSystemInfo 1machineID 2systemUUID 3bootID 4kernelVersion 5osImage 6containerRuntimeVersion 7kubeletVersion 8kubeProxyVersion 9operatingSystem 10architecture 11swap?
core/v1.ObjectFieldSelector 1apiVersion 2fieldPath
core/v1.ObjectReference 1kind 2namespace 3name 4uid 5apiVersion 6resourceVersion 7fieldPath
core/v1.PersistentVolume 1metadata 2spec 3status
core/v1.PersistentVolumeClaim 1metadata 2spec 3status
core/v1.PersistentVolumeClaimCondition 1type 2status 3lastProbeTime 4lastTransitionTime 5reason 6message
core/v1.PersistentVolumeClaimSpec 1accessModes 4selector? 2resources 3volumeName 5storageClassName? 6volumeMode? 7dataSource? 8dataSourceRef? 9volumeAttributesClassName?
core/v1.PersistentVolumeClaimStatus 1phase 2accessModes 3capacity 4conditions 5allocatedResources 7allocatedResourceStatuses 8currentVolumeAttributesClassName? 9modifyVolumeStatus? 10healthStatus?
core/v1.PersistentVolumeClaimTemplate 1metadata 2spec
core/v1.PersistentVolumeClaimVolumeSource 1claimName 2readOnly
core/v1.PersistentVolumeSource 1gcePersistentDisk? 2awsElasticBlockStore? 3hostPath? 4glusterfs? 5nfs? 6rbd? 7iscsi? 8cinder? 9cephfs? 10fc? 11flocker? 12flexVolume? 13azureFile? 14vsphereVolume? 15quobyte? 16azureDisk? 17photonPersistentDisk? 18portworxVolume? 19scaleIO? 20local? 21storageos? 22csi?
core/v1.PersistentVolumeSpec 1capacity 2^core/v1.PersistentVolumeSource 3accessModes 4claimRef? 5persistentVolumeReclaimPolicy 6storageClassName 7mountOptions 8volumeMode? 9nodeAffinity? 10volumeAttributesClassName?
core/v1.PersistentVolumeStatus 1phase 2message 3reason 4lastPhaseTransitionTime?
core/v1.PhotonPersistentDiskVolumeSource 1pdID 2fsType
core/v1.Pod 1metadata 2spec 3status
core/v1.PodAffinity 1requiredDuringSchedulingIgnoredDuringExecution 2preferredDuringSchedulingIgnoredDuringExecution
core/v1.PodAffinityTerm 1labelSelector? 2namespaces 3topologyKey 4namespaceSelector? 5matchLabelKeys 6mismatchLabelKeys
core/v1.PodAntiAffinity 1requiredDuringSchedulingIgnoredDuringExecution 2preferredDuringSchedulingIgnoredDuringExecution
core/v1.PodAttachOptions 1stdin 2stdout 3stderr 4tty 5container
core/v1.PodCertificateProjection 1signerName 2keyType 3maxExpirationSeconds? 4credentialBundlePath 5keyPath 6certificateChainPath 7userAnnotations 8user?
core/v1.PodCondition 1type 7observedGeneration 2status 3lastProbeTime 4lastTransitionTime 5reason 6message
core/v1.PodDNSConfig 1nameservers 2searches 3options
core/v1.PodDNSConfigOption 1name 2value?
core/v1.PodExecOptions 1stdin 2stdout 3stderr 4tty 5container 6command
core/v1.PodExtendedResourceClaimStatus 1requestMappings 2resourceClaimName
core/v1.PodIP 1ip
core/v1.PodLogOptions 1container 2follow 3previous 4sinceSeconds? 5sinceTime? 6timestamps 7tailLines? 8limitBytes? 9insecureSkipTLSVerifyBackend 10stream?
core/v1.PodOS 1name
core/v1.PodPortForwardOptions 1ports
core/v1.PodProxyOptions 1path
core/v1.PodReadinessGate 1conditionType
core/v1.PodResourceClaim 1name 3resourceClaimName? 4resourceClaimTemplateName?
core/v1.PodResourceClaimStatus 1name 2resourceClaimName?
core/v1.PodSchedulingGate 1name
core/v1.PodSchedulingGroup 1podGroupName?
core/v1.PodSecurityContext 1seLinuxOptions? 8windowsOptions? 2runAsUser? 6runAsGroup? 3runAsNonRoot? 4supplementalGroups 12supplementalGroupsPolicy? 5fsGroup? 7sysctls 9fsGroupChangePolicy? 10seccompProfile? 11appArmorProfile? 13seLinuxChangePolicy?
core/v1.PodSignature 1podController?
core/v1.PodSpec 1volumes 20initContainers 2containers 34ephemeralContainers 3restartPolicy 4terminationGracePeriodSeconds? 5activeDeadlineSeconds? 6dnsPolicy 7nodeSelector 8serviceAccountName 9serviceAccount 21automountServiceAccountToken? 10nodeName 11hostNetwork 12hostPID 13hostIPC 27shareProcessNamespace? 14securityContext? 15imagePullSecrets 16hostname 17subdomain 18affinity? 19schedulerName 22tolerations 23hostAliases 24priorityClassName 25priority? 26dnsConfig? 28readinessGates 29runtimeClassName? 30enableServiceLinks? 31preemptionPolicy? 32overhead 33topologySpreadConstraints 35setHostnameAsFQDN? 36os? 37hostUsers? 38schedulingGates 39resourceClaims 40resources? 41hostnameOverride? 43schedulingGroup? 44evictionResponders
core/v1.PodStatus 17observedGeneration 1phase 2conditions 3message 4reason 11nominatedNodeName 5hostIP 16hostIPs 6podIP 12podIPs 7startTime? 10initContainerStatuses 8containerStatuses 9qosClass 13ephemeralContainerStatuses 14resize 15resourceClaimStatuses 18extendedResourceClaimStatus? 19allocatedResources 20resources? 21nodeAllocatableResourceClaimStatuses 22volumeHealth
core/v1.PodTemplate 1metadata 2template
core/v1.PodTemplateSpec 1metadata 2spec
core/v1.PodVolumeHealth 1name 2healthConditions 3lastTransitionTime
core/v1.PortStatus 1port 2protocol 3error?
core/v1.PortworxVolumeSource 1volumeID 2fsType 3readOnly
core/v1.Preconditions 1uid?
core/v1.PreferAvoidPodsEntry 1podSignature 2evictionTime 3reason 4message
core/v1.PreferredSchedulingTerm 1weight 2preference
core/v1.Probe 1^core/v1.ProbeHandler 2initialDelaySeconds 3timeoutSeconds 4periodSeconds 5successThreshold 6failureThreshold 7terminationGracePeriodSeconds?
core/v1.ProbeHandler 1exec? 2httpGet? 3tcpSocket? 4grpc?
core/v1.ProjectedVolumeSource 1sources 2defaultMode? 3defaultUser?
core/v1.QuobyteVolumeSource 1registry 2volume 3readOnly 4user 5group 6tenant
core/v1.RBDPersistentVolumeSource 1monitors 2image 3fsType 4pool 5user 6keyring 7secretRef? 8readOnly
core/v1.RBDVolumeSource 1monitors 2image 3fsType 4pool 5user 6keyring 7secretRef? 8readOnly
core/v1.RangeAllocation 1metadata 2range 3data
core/v1.ReplicationController 1metadata 2spec 3status
core/v1.ReplicationControllerCondition 1type 2status 3lastTransitionTime 4reason 5message
core/v1.ReplicationControllerSpec 1replicas? 4minReadySeconds 2selector 3template?
core/v1.ReplicationControllerStatus 1replicas 2fullyLabeledReplicas 4readyReplicas 5availableReplicas 3observedGeneration 6conditions
core/v1.ResourceClaim 1name 2request
core/v1.ResourceFieldSelector 1containerName 2resource 3divisor
core/v1.ResourceHealth 1resourceID 2health 6message?
core/v1.ResourceQuota 1metadata 2spec 3status
core/v1.ResourceQuotaSpec 1hard 2scopes 3scopeSelector?
core/v1.ResourceQuotaStatus 1hard 2used
core/v1.ResourceRequirements 1limits 2requests 3claims
core/v1.ResourceStatus 1name 2resources
core/v1.SELinuxOptions 1user 2role 3type 4level
core/v1.ScaleIOPersistentVolumeSource 1gateway 2system 3secretRef? 4sslEnabled 5protectionDomain 6storagePool 7storageMode 8volumeName 9fsType 10readOnly
core/v1.ScaleIOVolumeSource 1gateway 2system 3secretRef? 4sslEnabled 5protectionDomain 6storagePool 7storageMode 8volumeName 9fsType 10readOnly
core/v1.ScopeSelector 1matchExpressions
core/v1.ScopedResourceSelectorRequirement 1scopeName 2operator 3values
core/v1.SeccompProfile 1type 2localhostProfile?
core/v1.Secret 1metadata 5immutable? 2data 4stringData 3type
core/v1.SecretEnvSource 1^core/v1.LocalObjectReference 2optional?
core/v1.SecretKeySelector 1^core/v1.LocalObjectReference 2key 3optional?
core/v1.SecretProjection 1^core/v1.LocalObjectReference 2items 4optional?
core/v1.SecretReference 1name 2namespace
core/v1.SecretVolumeSource 1secretName 2items 3defaultMode? 4optional? 5defaultUser?
core/v1.SecurityContext 1capabilities? 2privileged? 3seLinuxOptions? 10windowsOptions? 4runAsUser? 8runAsGroup? 5runAsNonRoot? 6readOnlyRootFilesystem? 7allowPrivilegeEscalation? 9procMount? 11seccompProfile? 12appArmorProfile?
core/v1.SerializedReference 1reference
core/v1.Service 1metadata 2spec 3status
core/v1.ServiceAccount 1metadata 2secrets 3imagePullSecrets 4automountServiceAccountToken?
core/v1.ServiceAccountTokenProjection 1audience 2expirationSeconds? 3path 4user?
core/v1.ServicePort 1name 2protocol 6appProtocol? 3port 4targetPort 5nodePort
core/v1.ServiceProxyOptions 1path
core/v1.ServiceSpec 1ports 2selector 3clusterIP 18clusterIPs 4type 5externalIPs 7sessionAffinity 8loadBalancerIP 9loadBalancerSourceRanges 10externalName 11externalTrafficPolicy 12healthCheckNodePort 13publishNotReadyAddresses 14sessionAffinityConfig? 19ipFamilies 17ipFamilyPolicy? 20allocateLoadBalancerNodePorts? 21loadBalancerClass? 22internalTrafficPolicy? 23trafficDistribution?
core/v1.ServiceStatus 1loadBalancer 2conditions
core/v1.SessionAffinityConfig 1clientIP?
core/v1.SleepAction 1seconds
core/v1.StorageOSPersistentVolumeSource 1volumeName 2volumeNamespace 3fsType 4readOnly 5secretRef?
core/v1.StorageOSVolumeSource 1volumeName 2volumeNamespace 3fsType 4readOnly 5secretRef?
core/v1.Sysctl 1name 2value
core/v1.TCPSocketAction 1port 2host
core/v1.Taint 1key 2value 3effect 4timeAdded?
core/v1.Toleration 1key 2operator 3value 4effect 5tolerationSeconds?
core/v1.TopologySelectorLabelRequirement 1key 2values
core/v1.TopologySelectorTerm 1matchLabelExpressions
core/v1.TopologySpreadConstraint 1maxSkew 2topologyKey 3whenUnsatisfiable 4labelSelector? 5minDomains? 6nodeAffinityPolicy? 7nodeTaintsPolicy? 8matchLabelKeys
core/v1.TypedLocalObjectReference 1apiGroup? 2kind 3name
core/v1.TypedObjectReference 1apiGroup? 2kind 3name 4namespace?
core/v1.Volume 1name 2^core/v1.VolumeSource
core/v1.VolumeDevice 1name 2devicePath
core/v1.VolumeHealthCondition 1status 2reason 3message
core/v1.VolumeHealthStatus 1healthConditions 2lastTransitionTime
core/v1.VolumeMount 1name 2readOnly 7recursiveReadOnly? 3mountPath 4subPath 5mountPropagation? 6subPathExpr 8bindMountOptions
core/v1.VolumeMountStatus 1name 2mountPath 3readOnly 4recursiveReadOnly? 5volumeStatus?
core/v1.VolumeNodeAffinity 1required?
core/v1.VolumeProjection 1secret? 2downwardAPI? 3configMap? 4serviceAccountToken? 5clusterTrustBundle? 6podCertificate?
core/v1.VolumeResourceRequirements 1limits 2requests
core/v1.VolumeSource 1hostPath? 2emptyDir? 3gcePersistentDisk? 4awsElasticBlockStore? 5gitRepo? 6secret? 7nfs? 8iscsi? 9glusterfs? 10persistentVolumeClaim? 11rbd? 12flexVolume? 13cinder? 14cephfs? 15flocker? 16downwardAPI? 17fc? 18azureFile? 19configMap? 20vsphereVolume? 21quobyte? 22azureDisk? 23photonPersistentDisk? 26projected? 24portworxVolume? 25scaleIO? 27storageos? 28csi? 29ephemeral? 30image?
core/v1.VolumeStatus 1image?
core/v1.VsphereVirtualDiskVolumeSource 1volumePath 2fsType 3storagePolicyName 4storagePolicyID
core/v1.WeightedPodAffinityTerm 1weight 2podAffinityTerm
core/v1.WindowsSecurityContextOptions 1gmsaCredentialSpecName? 2gmsaCredentialSpec? 3runAsUserName? 4hostProcess?
discovery.k8s.io/v1.Endpoint 1addresses 2conditions 3hostname? 4targetRef? 5deprecatedTopology 6nodeName? 7zone? 8hints?
discovery.k8s.io/v1.EndpointConditions 1ready? 2serving? 3terminating?
discovery.k8s.io/v1.EndpointHints 1forZones 2forNodes
discovery.k8s.io/v1.EndpointPort 1name? 2protocol? 3port? 4appProtocol?
discovery.k8s.io/v1.EndpointSlice 1metadata 4addressType 2endpoints 3ports
discovery.k8s.io/v1.ForNode 1name
discovery.k8s.io/v1.ForZone 1name
events.k8s.io/v1.Event 1metadata 2eventTime 3series? 4reportingController 5reportingInstance 6action 7reason 8regarding 9related? 10note 11type 12deprecatedSource 13deprecatedFirstTimestamp 14deprecatedLastTimestamp 15deprecatedCount
events.k8s.io/v1.EventSeries 1count 2lastObservedTime
meta/v1.APIGroup 1name 2versions 3preferredVersion 4serverAddressByClientCIDRs
meta/v1.APIResource 1name 6singularName 2namespaced 8group 9version 3kind 4verbs 5shortNames 7categories 10storageVersionHash
meta/v1.APIVersions 1versions 2serverAddressByClientCIDRs
meta/v1.ApplyOptions 1dryRun 2force 3fieldManager
meta/v1.Condition 1type 2status 3observedGeneration 4lastTransitionTime 5reason 6message
meta/v1.CreateOptions 1dryRun 3fieldManager 4fieldValidation
meta/v1.DeleteOptions 1gracePeriodSeconds? 2preconditions? 3orphanDependents? 4propagationPolicy? 5dryRun 6ignoreStoreReadErrorWithClusterBreakingPotential
meta/v1.Duration 1duration
meta/v1.FieldSelectorRequirement 1key 2operator 3values
meta/v1.FieldsV1 1Raw
meta/v1.GetOptions 1resourceVersion
meta/v1.GroupKind 1group 2kind
meta/v1.GroupResource 1group 2resource
meta/v1.GroupVersion 1group 2version
meta/v1.GroupVersionForDiscovery 1groupVersion 2version
meta/v1.GroupVersionKind 1group 2version 3kind
meta/v1.GroupVersionResource 1group 2version 3resource
meta/v1.LabelSelector 1matchLabels 2matchExpressions
meta/v1.LabelSelectorRequirement 1key 2operator 3values
meta/v1.List 1metadata 2items
meta/v1.ListMeta 1selfLink 2resourceVersion 3continue 4remainingItemCount 5shardInfo
meta/v1.ListOptions 1labelSelector 2fieldSelector 3watch 9allowWatchBookmarks 4resourceVersion 10resourceVersionMatch 5timeoutSeconds 7limit 8continue 11sendInitialEvents 15shardSelector
meta/v1.ManagedFieldsEntry 1manager 2operation 3apiVersion 4time 6fieldsType 7fieldsV1 8subresource
meta/v1.MicroTime 1seconds 2nanos
meta/v1.ObjectMeta 1name 2generateName 3namespace 4selfLink 5uid 6resourceVersion 7generation 8creationTimestamp 9deletionTimestamp 10deletionGracePeriodSeconds? 11labels 12annotations 13ownerReferences 14finalizers 17managedFields
meta/v1.OwnerReference 5apiVersion 1kind 3name 4uid 6controller? 7blockOwnerDeletion?
meta/v1.PartialObjectMetadata 1metadata
meta/v1.Patch
meta/v1.PatchOptions 1dryRun 2force 3fieldManager 4fieldValidation
meta/v1.Preconditions 1uid? 2resourceVersion?
meta/v1.RootPaths 1paths
meta/v1.ServerAddressByClientCIDR 1clientCIDR 2serverAddress
meta/v1.ShardInfo 1selector
meta/v1.Status 1metadata 2status 3message 4reason 5details 6code
meta/v1.StatusCause 1reason 2message 3field
meta/v1.StatusDetails 1name 2group 3kind 6uid 4causes 5retryAfterSeconds
meta/v1.TableOptions 1includeObject
meta/v1.Time 1seconds 2nanos
meta/v1.Timestamp 1seconds 2nanos
meta/v1.TypeMeta 1kind 2apiVersion
meta/v1.UpdateOptions 1dryRun 2fieldManager 3fieldValidation
meta/v1.Verbs 1items
meta/v1.WatchEvent 1type 2object
networking.k8s.io/v1.HTTPIngressPath 1path 3pathType? 2backend
networking.k8s.io/v1.HTTPIngressRuleValue 1paths
networking.k8s.io/v1.IPAddress 1metadata 2spec
networking.k8s.io/v1.IPAddressSpec 1parentRef?
networking.k8s.io/v1.IPBlock 1cidr 2except
networking.k8s.io/v1.Ingress 1metadata 2spec 3status
networking.k8s.io/v1.IngressBackend 4service? 3resource?
networking.k8s.io/v1.IngressClass 1metadata 2spec
networking.k8s.io/v1.IngressClassParametersReference 1aPIGroup 2kind 3name 4scope? 5namespace?
networking.k8s.io/v1.IngressClassSpec 1controller 2parameters?
networking.k8s.io/v1.IngressLoadBalancerIngress 1ip 2hostname 4ports
networking.k8s.io/v1.IngressLoadBalancerStatus 1ingress
networking.k8s.io/v1.IngressPortStatus 1port 2protocol 3error?
networking.k8s.io/v1.IngressRule 1host 2^networking.k8s.io/v1.IngressRuleValue
networking.k8s.io/v1.IngressRuleValue 1http?
networking.k8s.io/v1.IngressServiceBackend 1name 2port
networking.k8s.io/v1.IngressSpec 4ingressClassName? 1defaultBackend? 2tls 3rules
networking.k8s.io/v1.IngressStatus 1loadBalancer
networking.k8s.io/v1.IngressTLS 1hosts 2secretName
networking.k8s.io/v1.NetworkPolicy 1metadata 2spec
networking.k8s.io/v1.NetworkPolicyEgressRule 1ports 2to
networking.k8s.io/v1.NetworkPolicyIngressRule 1ports 2from
networking.k8s.io/v1.NetworkPolicyPeer 1podSelector? 2namespaceSelector? 3ipBlock?
networking.k8s.io/v1.NetworkPolicyPort 1protocol? 2port? 3endPort?
networking.k8s.io/v1.NetworkPolicySpec 1podSelector 2ingress 3egress 4policyTypes
networking.k8s.io/v1.ParentReference 1group 2resource 3namespace 4name
networking.k8s.io/v1.ServiceBackendPort 1name 2number
networking.k8s.io/v1.ServiceCIDR 1metadata 2spec 3status
networking.k8s.io/v1.ServiceCIDRSpec 1cidrs
networking.k8s.io/v1.ServiceCIDRStatus 1conditions
node.k8s.io/v1.Overhead 1podFixed
node.k8s.io/v1.RuntimeClass 1metadata 2handler 3overhead? 4scheduling?
node.k8s.io/v1.Scheduling 1nodeSelector 2tolerations
policy/v1.Eviction 1metadata 2deleteOptions?
policy/v1.PodDisruptionBudget 1metadata 2spec 3status
policy/v1.PodDisruptionBudgetSpec 1minAvailable? 2selector? 3maxUnavailable? 4unhealthyPodEvictionPolicy?
policy/v1.PodDisruptionBudgetStatus 1observedGeneration 2disruptedPods 3disruptionsAllowed 4currentHealthy 5desiredHealthy 6expectedPods 7conditions
rbac.authorization.k8s.io/v1.AggregationRule 1clusterRoleSelectors
rbac.authorization.k8s.io/v1.ClusterRole 1metadata 2rules 3aggregationRule?
rbac.authorization.k8s.io/v1.ClusterRoleBinding 1metadata 2subjects 3roleRef
rbac.authorization.k8s.io/v1.PolicyRule 1verbs 2apiGroups 3resources 4resourceNames 5nonResourceURLs
rbac.authorization.k8s.io/v1.Role 1metadata 2rules
rbac.authorization.k8s.io/v1.RoleBinding 1metadata 2subjects 3roleRef
rbac.authorization.k8s.io/v1.RoleRef 1apiGroup 2kind 3name
rbac.authorization.k8s.io/v1.Subject 1kind 2apiGroup 3name 4namespace
scheduling.k8s.io/v1.PriorityClass 1metadata 2value 3globalDefault 4description 5preemptionPolicy?
storage.k8s.io/v1.CSIDriver 1metadata 2spec
storage.k8s.io/v1.CSIDriverSpec 1attachRequired? 2podInfoOnMount? 3volumeLifecycleModes 4storageCapacity? 5fsGroupPolicy? 6tokenRequests 7requiresRepublish? 8seLinuxMount? 9nodeAllocatableUpdatePeriodSeconds? 10serviceAccountTokenInSecrets? 11preventPodSchedulingIfMissing?
storage.k8s.io/v1.CSINode 1metadata 2spec 3status
storage.k8s.io/v1.CSINodeDriver 1name 2nodeID 3topologyKeys 4allocatable?
storage.k8s.io/v1.CSINodeSpec 1drivers
storage.k8s.io/v1.CSINodeStatus 1storageHealth
storage.k8s.io/v1.CSIStorageCapacity 1metadata 2nodeTopology? 3storageClassName 4capacity? 5maximumVolumeSize?
storage.k8s.io/v1.StorageClass 1metadata 2provisioner 3parameters 4reclaimPolicy? 5mountOptions 6allowVolumeExpansion? 7volumeBindingMode? 8allowedTopologies
storage.k8s.io/v1.StorageHealth 1name 2healthConditions
storage.k8s.io/v1.StorageHealthCondition 1status 2reason 3message 4accessMode? 5volumeMode? 6lastTransitionTime
storage.k8s.io/v1.TokenRequest 1audience 2expirationSeconds?
storage.k8s.io/v1.VolumeAttachment 1metadata 2spec 3status
storage.k8s.io/v1.VolumeAttachmentSource 1persistentVolumeName? 2inlineVolumeSpec?
storage.k8s.io/v1.VolumeAttachmentSpec 1attacher 2source 3nodeName
storage.k8s.io/v1.VolumeAttachmentStatus 1attached 2attachmentMetadata 3attachError? 4detachError?
storage.k8s.io/v1.VolumeAttributesClass 1metadata 2driverName 3parameters
storage.k8s.io/v1.VolumeError 1time 2message 3errorCode?
storage.k8s.io/v1.VolumeNodeResources 1count?
`;
