/* oxlint-disable eslint/max-lines -- a generated table, one type a line */
// Written by scripts/generate-builtin-types.mjs; the notation is described in builtin-table.ts.

/** Every built-in type, one a line. */
export const builtinTypes: string = `
admission.k8s.io/v1.AdmissionRequest dryRun=b kind=&meta/v1.GroupVersionKind name=s namespace=s object=* oldObject=* operation=s options=* requestKind=&meta/v1.GroupVersionKind requestResource=&meta/v1.GroupVersionResource requestSubResource=s resource=&meta/v1.GroupVersionResource subResource=s uid=s userInfo=&authentication.k8s.io/v1.UserInfo
admission.k8s.io/v1.AdmissionResponse allowed=b auditAnnotations={s patch=y patchType=s status=&meta/v1.Status uid=s warnings=[s~a
admission.k8s.io/v1.AdmissionReview apiVersion=s kind=s request=&.AdmissionRequest response=&.AdmissionResponse
admission.k8s.io/v1beta1.AdmissionRequest dryRun=b kind=&meta/v1.GroupVersionKind name=s namespace=s object=* oldObject=* operation=s options=* requestKind=&meta/v1.GroupVersionKind requestResource=&meta/v1.GroupVersionResource requestSubResource=s resource=&meta/v1.GroupVersionResource subResource=s uid=s userInfo=&authentication.k8s.io/v1.UserInfo
admission.k8s.io/v1beta1.AdmissionResponse allowed=b auditAnnotations={s patch=y patchType=s status=&meta/v1.Status uid=s warnings=[s~a
admission.k8s.io/v1beta1.AdmissionReview apiVersion=s kind=s request=&.AdmissionRequest response=&.AdmissionResponse
admissionregistration.k8s.io/v1.ApplyConfiguration expression=s
admissionregistration.k8s.io/v1.AuditAnnotation key=s! valueExpression=s!
admissionregistration.k8s.io/v1.ExpressionWarning fieldRef=s! warning=s!
admissionregistration.k8s.io/v1.JSONPatch expression=s
admissionregistration.k8s.io/v1.MatchCondition expression=s! name=s!
admissionregistration.k8s.io/v1.MatchResources! excludeResourceRules=[&.NamedRuleWithOperations~a matchPolicy=s namespaceSelector=&meta/v1.LabelSelector objectSelector=&meta/v1.LabelSelector resourceRules=[&.NamedRuleWithOperations~a
admissionregistration.k8s.io/v1.MutatingAdmissionPolicy apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.MutatingAdmissionPolicySpec
admissionregistration.k8s.io/v1.MutatingAdmissionPolicyBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.MutatingAdmissionPolicyBindingSpec
admissionregistration.k8s.io/v1.MutatingAdmissionPolicyBindingList apiVersion=s items=[&.MutatingAdmissionPolicyBinding! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1.MutatingAdmissionPolicyBindingSpec matchResources=&.MatchResources paramRef=&.ParamRef policyName=s
admissionregistration.k8s.io/v1.MutatingAdmissionPolicyList apiVersion=s items=[&.MutatingAdmissionPolicy! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1.MutatingAdmissionPolicySpec failurePolicy=s matchConditions=[&.MatchCondition~m(name)^m(name) matchConstraints=&.MatchResources mutations=[&.Mutation~a paramKind=&.ParamKind reinvocationPolicy=s variables=[&.Variable~a
admissionregistration.k8s.io/v1.MutatingWebhook admissionReviewVersions=[s!~a clientConfig=&.WebhookClientConfig! failurePolicy=s matchConditions=[&.MatchCondition~m(name)^m(name) matchPolicy=s name=s! namespaceSelector=&meta/v1.LabelSelector objectSelector=&meta/v1.LabelSelector reinvocationPolicy=s rules=[&.RuleWithOperations~a sideEffects=s! timeoutSeconds=i
admissionregistration.k8s.io/v1.MutatingWebhookConfiguration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta webhooks=[&.MutatingWebhook~m(name)^m(name)
admissionregistration.k8s.io/v1.MutatingWebhookConfigurationList apiVersion=s items=[&.MutatingWebhookConfiguration! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1.Mutation applyConfiguration=&.ApplyConfiguration jsonPatch=&.JSONPatch patchType=s!
admissionregistration.k8s.io/v1.NamedRuleWithOperations! apiGroups=[s~a apiVersions=[s~a operations=[s~a resourceNames=[s~a resources=[s~a scope=s
admissionregistration.k8s.io/v1.ParamKind! apiVersion=s kind=s
admissionregistration.k8s.io/v1.ParamRef! name=s namespace=s parameterNotFoundAction=s selector=&meta/v1.LabelSelector
admissionregistration.k8s.io/v1.Rule apiGroups=[s~a apiVersions=[s~a resources=[s~a scope=s
admissionregistration.k8s.io/v1.RuleWithOperations apiGroups=[s~a apiVersions=[s~a operations=[s~a resources=[s~a scope=s
admissionregistration.k8s.io/v1.ServiceReference name=s! namespace=s! path=s port=i
admissionregistration.k8s.io/v1.TypeChecking expressionWarnings=[&.ExpressionWarning~a
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicy apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ValidatingAdmissionPolicySpec status=&.ValidatingAdmissionPolicyStatus
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ValidatingAdmissionPolicyBindingSpec
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyBindingList apiVersion=s items=[&.ValidatingAdmissionPolicyBinding! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyBindingSpec matchResources=&.MatchResources paramRef=&.ParamRef policyName=s validationActions=[s~s
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyList apiVersion=s items=[&.ValidatingAdmissionPolicy! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicySpec auditAnnotations=[&.AuditAnnotation~a failurePolicy=s matchConditions=[&.MatchCondition~m(name)^m(name) matchConstraints=&.MatchResources paramKind=&.ParamKind validations=[&.Validation~a variables=[&.Variable~m(name)^m(name)
admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyStatus conditions=[&meta/v1.Condition~m(type) observedGeneration=l typeChecking=&.TypeChecking
admissionregistration.k8s.io/v1.ValidatingWebhook admissionReviewVersions=[s!~a clientConfig=&.WebhookClientConfig! failurePolicy=s matchConditions=[&.MatchCondition~m(name)^m(name) matchPolicy=s name=s! namespaceSelector=&meta/v1.LabelSelector objectSelector=&meta/v1.LabelSelector rules=[&.RuleWithOperations~a sideEffects=s! timeoutSeconds=i
admissionregistration.k8s.io/v1.ValidatingWebhookConfiguration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta webhooks=[&.ValidatingWebhook~m(name)^m(name)
admissionregistration.k8s.io/v1.ValidatingWebhookConfigurationList apiVersion=s items=[&.ValidatingWebhookConfiguration! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1.Validation expression=s! message=s messageExpression=s reason=s
admissionregistration.k8s.io/v1.Variable! expression=s! name=s!
admissionregistration.k8s.io/v1.WebhookClientConfig caBundle=y service=&.ServiceReference url=s
admissionregistration.k8s.io/v1alpha1.ApplyConfiguration expression=s
admissionregistration.k8s.io/v1alpha1.AuditAnnotation key=s! valueExpression=s!
admissionregistration.k8s.io/v1alpha1.ExpressionWarning fieldRef=s! warning=s!
admissionregistration.k8s.io/v1alpha1.JSONPatch expression=s
admissionregistration.k8s.io/v1alpha1.MatchResources! excludeResourceRules=[&.NamedRuleWithOperations~a matchPolicy=s namespaceSelector=&meta/v1.LabelSelector objectSelector=&meta/v1.LabelSelector resourceRules=[&.NamedRuleWithOperations~a
admissionregistration.k8s.io/v1alpha1.MutatingAdmissionPolicy apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.MutatingAdmissionPolicySpec
admissionregistration.k8s.io/v1alpha1.MutatingAdmissionPolicyBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.MutatingAdmissionPolicyBindingSpec
admissionregistration.k8s.io/v1alpha1.MutatingAdmissionPolicyBindingList apiVersion=s items=[&.MutatingAdmissionPolicyBinding! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1alpha1.MutatingAdmissionPolicyBindingSpec matchResources=&.MatchResources paramRef=&.ParamRef policyName=s
admissionregistration.k8s.io/v1alpha1.MutatingAdmissionPolicyList apiVersion=s items=[&.MutatingAdmissionPolicy! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1alpha1.MutatingAdmissionPolicySpec failurePolicy=s matchConditions=[&admissionregistration.k8s.io/v1.MatchCondition~m(name)^m(name) matchConstraints=&.MatchResources mutations=[&.Mutation~a paramKind=&.ParamKind reinvocationPolicy=s variables=[&.Variable~a
admissionregistration.k8s.io/v1alpha1.Mutation applyConfiguration=&.ApplyConfiguration jsonPatch=&.JSONPatch patchType=s!
admissionregistration.k8s.io/v1alpha1.NamedRuleWithOperations! apiGroups=[s~a apiVersions=[s~a operations=[s~a resourceNames=[s~a resources=[s~a scope=s
admissionregistration.k8s.io/v1alpha1.ParamKind! apiVersion=s kind=s
admissionregistration.k8s.io/v1alpha1.ParamRef! name=s namespace=s parameterNotFoundAction=s selector=&meta/v1.LabelSelector
admissionregistration.k8s.io/v1alpha1.TypeChecking expressionWarnings=[&.ExpressionWarning~a
admissionregistration.k8s.io/v1alpha1.ValidatingAdmissionPolicy apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ValidatingAdmissionPolicySpec status=&.ValidatingAdmissionPolicyStatus
admissionregistration.k8s.io/v1alpha1.ValidatingAdmissionPolicyBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ValidatingAdmissionPolicyBindingSpec
admissionregistration.k8s.io/v1alpha1.ValidatingAdmissionPolicyBindingList apiVersion=s items=[&.ValidatingAdmissionPolicyBinding! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1alpha1.ValidatingAdmissionPolicyBindingSpec matchResources=&.MatchResources paramRef=&.ParamRef policyName=s validationActions=[s~s
admissionregistration.k8s.io/v1alpha1.ValidatingAdmissionPolicyList apiVersion=s items=[&.ValidatingAdmissionPolicy! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1alpha1.ValidatingAdmissionPolicySpec auditAnnotations=[&.AuditAnnotation~a failurePolicy=s matchConditions=[&admissionregistration.k8s.io/v1.MatchCondition~m(name)^m(name) matchConstraints=&.MatchResources paramKind=&.ParamKind validations=[&.Validation~a variables=[&.Variable~m(name)^m(name)
admissionregistration.k8s.io/v1alpha1.ValidatingAdmissionPolicyStatus conditions=[&meta/v1.Condition~m(type) observedGeneration=l typeChecking=&.TypeChecking
admissionregistration.k8s.io/v1alpha1.Validation expression=s! message=s messageExpression=s reason=s
admissionregistration.k8s.io/v1alpha1.Variable expression=s! name=s!
admissionregistration.k8s.io/v1beta1.ApplyConfiguration expression=s
admissionregistration.k8s.io/v1beta1.AuditAnnotation key=s! valueExpression=s!
admissionregistration.k8s.io/v1beta1.ExpressionWarning fieldRef=s! warning=s!
admissionregistration.k8s.io/v1beta1.JSONPatch expression=s
admissionregistration.k8s.io/v1beta1.MatchCondition expression=s! name=s!
admissionregistration.k8s.io/v1beta1.MatchResources! excludeResourceRules=[&.NamedRuleWithOperations~a matchPolicy=s namespaceSelector=&meta/v1.LabelSelector objectSelector=&meta/v1.LabelSelector resourceRules=[&.NamedRuleWithOperations~a
admissionregistration.k8s.io/v1beta1.MutatingAdmissionPolicy apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.MutatingAdmissionPolicySpec
admissionregistration.k8s.io/v1beta1.MutatingAdmissionPolicyBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.MutatingAdmissionPolicyBindingSpec
admissionregistration.k8s.io/v1beta1.MutatingAdmissionPolicyBindingList apiVersion=s items=[&.MutatingAdmissionPolicyBinding! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1beta1.MutatingAdmissionPolicyBindingSpec matchResources=&.MatchResources paramRef=&.ParamRef policyName=s
admissionregistration.k8s.io/v1beta1.MutatingAdmissionPolicyList apiVersion=s items=[&.MutatingAdmissionPolicy! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1beta1.MutatingAdmissionPolicySpec failurePolicy=s matchConditions=[&.MatchCondition~m(name)^m(name) matchConstraints=&.MatchResources mutations=[&.Mutation~a paramKind=&.ParamKind reinvocationPolicy=s variables=[&.Variable~a
admissionregistration.k8s.io/v1beta1.MutatingWebhook admissionReviewVersions=[s~a clientConfig=&.WebhookClientConfig! failurePolicy=s matchConditions=[&.MatchCondition~m(name)^m(name) matchPolicy=s name=s! namespaceSelector=&meta/v1.LabelSelector objectSelector=&meta/v1.LabelSelector reinvocationPolicy=s rules=[&admissionregistration.k8s.io/v1.RuleWithOperations~a sideEffects=s timeoutSeconds=i
admissionregistration.k8s.io/v1beta1.MutatingWebhookConfiguration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta webhooks=[&.MutatingWebhook~m(name)^m(name)
admissionregistration.k8s.io/v1beta1.MutatingWebhookConfigurationList apiVersion=s items=[&.MutatingWebhookConfiguration! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1beta1.Mutation applyConfiguration=&.ApplyConfiguration jsonPatch=&.JSONPatch patchType=s!
admissionregistration.k8s.io/v1beta1.NamedRuleWithOperations! apiGroups=[s~a apiVersions=[s~a operations=[s~a resourceNames=[s~a resources=[s~a scope=s
admissionregistration.k8s.io/v1beta1.ParamKind! apiVersion=s kind=s
admissionregistration.k8s.io/v1beta1.ParamRef! name=s namespace=s parameterNotFoundAction=s selector=&meta/v1.LabelSelector
admissionregistration.k8s.io/v1beta1.ServiceReference name=s! namespace=s! path=s port=i
admissionregistration.k8s.io/v1beta1.TypeChecking expressionWarnings=[&.ExpressionWarning~a
admissionregistration.k8s.io/v1beta1.ValidatingAdmissionPolicy apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ValidatingAdmissionPolicySpec status=&.ValidatingAdmissionPolicyStatus
admissionregistration.k8s.io/v1beta1.ValidatingAdmissionPolicyBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ValidatingAdmissionPolicyBindingSpec
admissionregistration.k8s.io/v1beta1.ValidatingAdmissionPolicyBindingList apiVersion=s items=[&.ValidatingAdmissionPolicyBinding! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1beta1.ValidatingAdmissionPolicyBindingSpec matchResources=&.MatchResources paramRef=&.ParamRef policyName=s validationActions=[s~s
admissionregistration.k8s.io/v1beta1.ValidatingAdmissionPolicyList apiVersion=s items=[&.ValidatingAdmissionPolicy! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1beta1.ValidatingAdmissionPolicySpec auditAnnotations=[&.AuditAnnotation~a failurePolicy=s matchConditions=[&.MatchCondition~m(name)^m(name) matchConstraints=&.MatchResources paramKind=&.ParamKind validations=[&.Validation~a variables=[&.Variable~m(name)^m(name)
admissionregistration.k8s.io/v1beta1.ValidatingAdmissionPolicyStatus conditions=[&meta/v1.Condition~m(type) observedGeneration=l typeChecking=&.TypeChecking
admissionregistration.k8s.io/v1beta1.ValidatingWebhook admissionReviewVersions=[s~a clientConfig=&.WebhookClientConfig! failurePolicy=s matchConditions=[&.MatchCondition~m(name)^m(name) matchPolicy=s name=s! namespaceSelector=&meta/v1.LabelSelector objectSelector=&meta/v1.LabelSelector rules=[&admissionregistration.k8s.io/v1.RuleWithOperations~a sideEffects=s~a timeoutSeconds=i
admissionregistration.k8s.io/v1beta1.ValidatingWebhookConfiguration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta webhooks=[&.ValidatingWebhook~m(name)^m(name)
admissionregistration.k8s.io/v1beta1.ValidatingWebhookConfigurationList apiVersion=s items=[&.ValidatingWebhookConfiguration! kind=s metadata=&meta/v1.ListMeta
admissionregistration.k8s.io/v1beta1.Validation expression=s! message=s messageExpression=s reason=s
admissionregistration.k8s.io/v1beta1.Variable! expression=s! name=s!
admissionregistration.k8s.io/v1beta1.WebhookClientConfig caBundle=y service=&.ServiceReference url=s
apidiscovery.k8s.io/v2.APIGroupDiscovery apiVersion=s kind=s metadata=&meta/v1.ObjectMeta versions=[&.APIVersionDiscovery~m(version)
apidiscovery.k8s.io/v2.APIGroupDiscoveryList apiVersion=s items=[&.APIGroupDiscovery kind=s metadata=&meta/v1.ListMeta
apidiscovery.k8s.io/v2.APIResourceDiscovery categories=[s~s resource=s responseKind=&meta/v1.GroupVersionKind scope=s shortNames=[s~s singularResource=s subresources=[&.APISubresourceDiscovery~m(subresource) verbs=[s~s
apidiscovery.k8s.io/v2.APISubresourceDiscovery acceptedTypes=[&meta/v1.GroupVersionKind~m(group,version,kind) responseKind=&meta/v1.GroupVersionKind subresource=s verbs=[s~s
apidiscovery.k8s.io/v2.APIVersionDiscovery freshness=s resources=[&.APIResourceDiscovery~m(resource) version=s
apidiscovery.k8s.io/v2beta1.APIGroupDiscovery apiVersion=s kind=s metadata=&meta/v1.ObjectMeta versions=[&.APIVersionDiscovery~m(version)
apidiscovery.k8s.io/v2beta1.APIGroupDiscoveryList apiVersion=s items=[&.APIGroupDiscovery kind=s metadata=&meta/v1.ListMeta
apidiscovery.k8s.io/v2beta1.APIResourceDiscovery categories=[s~s resource=s responseKind=&meta/v1.GroupVersionKind scope=s shortNames=[s~s singularResource=s subresources=[&.APISubresourceDiscovery~m(subresource) verbs=[s~s
apidiscovery.k8s.io/v2beta1.APISubresourceDiscovery acceptedTypes=[&meta/v1.GroupVersionKind~m(group,version,kind) responseKind=&meta/v1.GroupVersionKind subresource=s verbs=[s~s
apidiscovery.k8s.io/v2beta1.APIVersionDiscovery freshness=s resources=[&.APIResourceDiscovery~m(resource) version=s
apiextensions.k8s.io/v1.CustomResourceColumnDefinition description=s format=s jsonPath=s! name=s! priority=i type=s!
apiextensions.k8s.io/v1.CustomResourceConversion strategy=s! webhook=&.WebhookConversion
apiextensions.k8s.io/v1.CustomResourceDefinition apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CustomResourceDefinitionSpec! status=&.CustomResourceDefinitionStatus
apiextensions.k8s.io/v1.CustomResourceDefinitionCondition lastTransitionTime=t message=s observedGeneration=l reason=s status=s! type=s!
apiextensions.k8s.io/v1.CustomResourceDefinitionNames categories=[s~a kind=s! listKind=s plural=s! shortNames=[s~a singular=s
apiextensions.k8s.io/v1.CustomResourceDefinitionSpec conversion=&.CustomResourceConversion group=s! names=&.CustomResourceDefinitionNames! preserveUnknownFields=b scope=s! versions=[&.CustomResourceDefinitionVersion!~a
apiextensions.k8s.io/v1.CustomResourceDefinitionStatus acceptedNames=&.CustomResourceDefinitionNames conditions=[&.CustomResourceDefinitionCondition~m(type) observedGeneration=l storedVersions=[s~a
apiextensions.k8s.io/v1.CustomResourceDefinitionVersion additionalPrinterColumns=[&.CustomResourceColumnDefinition~a deprecated=b deprecationWarning=s name=s! schema=&.CustomResourceValidation selectableFields=[&.SelectableField~a served=b! storage=b! subresources=&.CustomResourceSubresources
apiextensions.k8s.io/v1.CustomResourceSubresourceScale labelSelectorPath=s specReplicasPath=s! statusReplicasPath=s!
apiextensions.k8s.io/v1.CustomResourceSubresources scale=&.CustomResourceSubresourceScale status=*
apiextensions.k8s.io/v1.CustomResourceValidation openAPIV3Schema=*
apiextensions.k8s.io/v1.SelectableField jsonPath=s!
apiextensions.k8s.io/v1.ServiceReference name=s! namespace=s! path=s port=i
apiextensions.k8s.io/v1.WebhookClientConfig caBundle=y service=&.ServiceReference url=s
apiextensions.k8s.io/v1.WebhookConversion clientConfig=&.WebhookClientConfig conversionReviewVersions=[s!~a
apiregistration.k8s.io/v1.APIService apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.APIServiceSpec status=&.APIServiceStatus
apiregistration.k8s.io/v1.APIServiceCondition lastTransitionTime=t message=s reason=s status=s! type=s!
apiregistration.k8s.io/v1.APIServiceSpec caBundle=y group=s groupPriorityMinimum=i! insecureSkipTLSVerify=b service=&.ServiceReference version=s versionPriority=i!
apiregistration.k8s.io/v1.APIServiceStatus conditions=[&.APIServiceCondition~m(type)
apiregistration.k8s.io/v1.ServiceReference name=s namespace=s port=i
apps/v1.ControllerRevision apiVersion=s data=*! kind=s metadata=&meta/v1.ObjectMeta revision=l
apps/v1.ControllerRevisionList apiVersion=s items=[&.ControllerRevision! kind=s metadata=&meta/v1.ListMeta
apps/v1.DaemonSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DaemonSetSpec status=&.DaemonSetStatus
apps/v1.DaemonSetCondition lastTransitionTime=t message=s reason=s status=s type=s
apps/v1.DaemonSetList apiVersion=s items=[&.DaemonSet! kind=s metadata=&meta/v1.ListMeta
apps/v1.DaemonSetSpec minReadySeconds=i revisionHistoryLimit=i selector=&meta/v1.LabelSelector! template=&core/v1.PodTemplateSpec! updateStrategy=&.DaemonSetUpdateStrategy
apps/v1.DaemonSetStatus collisionCount=i conditions=[&.DaemonSetCondition~m(type)^m(type) currentNumberScheduled=i! desiredNumberScheduled=i! numberAvailable=i numberMisscheduled=i! numberReady=i! numberUnavailable=i observedGeneration=l updatedNumberScheduled=i
apps/v1.DaemonSetUpdateStrategy rollingUpdate=&.RollingUpdateDaemonSet type=s
apps/v1.Deployment apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeploymentSpec status=&.DeploymentStatus
apps/v1.DeploymentCondition lastTransitionTime=t lastUpdateTime=t message=s reason=s status=s type=s
apps/v1.DeploymentList apiVersion=s items=[&.Deployment! kind=s metadata=&meta/v1.ListMeta
apps/v1.DeploymentSpec minReadySeconds=i paused=b progressDeadlineSeconds=i replicas=i revisionHistoryLimit=i selector=&meta/v1.LabelSelector! strategy=&.DeploymentStrategy^r template=&core/v1.PodTemplateSpec!
apps/v1.DeploymentStatus availableReplicas=i collisionCount=i conditions=[&.DeploymentCondition~m(type)^m(type) observedGeneration=l readyReplicas=i replicas=i terminatingReplicas=i unavailableReplicas=i updatedReplicas=i
apps/v1.DeploymentStrategy rollingUpdate=&.RollingUpdateDeployment type=s
apps/v1.ReplicaSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ReplicaSetSpec status=&.ReplicaSetStatus
apps/v1.ReplicaSetCondition lastTransitionTime=t message=s reason=s status=s type=s
apps/v1.ReplicaSetList apiVersion=s items=[&.ReplicaSet! kind=s metadata=&meta/v1.ListMeta
apps/v1.ReplicaSetSpec minReadySeconds=i replicas=i selector=&meta/v1.LabelSelector! template=&core/v1.PodTemplateSpec
apps/v1.ReplicaSetStatus availableReplicas=i conditions=[&.ReplicaSetCondition~m(type)^m(type) fullyLabeledReplicas=i observedGeneration=l readyReplicas=i replicas=i! terminatingReplicas=i
apps/v1.RollingUpdateDaemonSet maxSurge=x maxUnavailable=x
apps/v1.RollingUpdateDeployment maxSurge=x maxUnavailable=x
apps/v1.RollingUpdateStatefulSetStrategy maxUnavailable=x partition=i
apps/v1.StatefulSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.StatefulSetSpec status=&.StatefulSetStatus
apps/v1.StatefulSetCondition lastTransitionTime=t message=s reason=s status=s type=s
apps/v1.StatefulSetList apiVersion=s items=[&.StatefulSet! kind=s metadata=&meta/v1.ListMeta
apps/v1.StatefulSetOrdinals start=i
apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted=s whenScaled=s
apps/v1.StatefulSetSpec minReadySeconds=i ordinals=&.StatefulSetOrdinals persistentVolumeClaimRetentionPolicy=&.StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy=s replicas=i revisionHistoryLimit=i selector=&meta/v1.LabelSelector! serviceName=s template=&core/v1.PodTemplateSpec! updateStrategy=&.StatefulSetUpdateStrategy volumeClaimTemplates=[&core/v1.PersistentVolumeClaim~a
apps/v1.StatefulSetStatus availableReplicas=i collisionCount=i conditions=[&.StatefulSetCondition~m(type)^m(type) currentReplicas=i currentRevision=s observedGeneration=l readyReplicas=i replicas=i! updateRevision=s updatedReplicas=i
apps/v1.StatefulSetUpdateStrategy rollingUpdate=&.RollingUpdateStatefulSetStrategy type=s
apps/v1beta1.ControllerRevision apiVersion=s data=*! kind=s metadata=&meta/v1.ObjectMeta revision=l
apps/v1beta1.ControllerRevisionList apiVersion=s items=[&.ControllerRevision! kind=s metadata=&meta/v1.ListMeta
apps/v1beta1.Deployment apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeploymentSpec status=&.DeploymentStatus
apps/v1beta1.DeploymentCondition lastTransitionTime=t lastUpdateTime=t message=s reason=s status=s type=s
apps/v1beta1.DeploymentList apiVersion=s items=[&.Deployment! kind=s metadata=&meta/v1.ListMeta
apps/v1beta1.DeploymentRollback apiVersion=s kind=s name=s! rollbackTo=&.RollbackConfig updatedAnnotations={s
apps/v1beta1.DeploymentSpec minReadySeconds=i paused=b progressDeadlineSeconds=i replicas=i revisionHistoryLimit=i rollbackTo=&.RollbackConfig selector=&meta/v1.LabelSelector strategy=&.DeploymentStrategy^r template=&core/v1.PodTemplateSpec!
apps/v1beta1.DeploymentStatus availableReplicas=i collisionCount=i conditions=[&.DeploymentCondition~m(type)^m(type) observedGeneration=l readyReplicas=i replicas=i terminatingReplicas=i unavailableReplicas=i updatedReplicas=i
apps/v1beta1.DeploymentStrategy rollingUpdate=&.RollingUpdateDeployment type=s
apps/v1beta1.RollbackConfig revision=l
apps/v1beta1.RollingUpdateDeployment maxSurge=x maxUnavailable=x
apps/v1beta1.RollingUpdateStatefulSetStrategy maxUnavailable=x partition=i
apps/v1beta1.Scale apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ScaleSpec status=&.ScaleStatus
apps/v1beta1.ScaleSpec replicas=i=0
apps/v1beta1.ScaleStatus replicas=i selector={s targetSelector=s
apps/v1beta1.StatefulSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.StatefulSetSpec status=&.StatefulSetStatus
apps/v1beta1.StatefulSetCondition lastTransitionTime=t message=s reason=s status=s type=s
apps/v1beta1.StatefulSetList apiVersion=s items=[&.StatefulSet! kind=s metadata=&meta/v1.ListMeta
apps/v1beta1.StatefulSetOrdinals start=i
apps/v1beta1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted=s whenScaled=s
apps/v1beta1.StatefulSetSpec minReadySeconds=i ordinals=&.StatefulSetOrdinals persistentVolumeClaimRetentionPolicy=&.StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy=s replicas=i revisionHistoryLimit=i selector=&meta/v1.LabelSelector serviceName=s template=&core/v1.PodTemplateSpec! updateStrategy=&.StatefulSetUpdateStrategy volumeClaimTemplates=[&core/v1.PersistentVolumeClaim~a
apps/v1beta1.StatefulSetStatus availableReplicas=i collisionCount=i conditions=[&.StatefulSetCondition~m(type)^m(type) currentReplicas=i currentRevision=s observedGeneration=l readyReplicas=i replicas=i! updateRevision=s updatedReplicas=i
apps/v1beta1.StatefulSetUpdateStrategy rollingUpdate=&.RollingUpdateStatefulSetStrategy type=s
apps/v1beta2.ControllerRevision apiVersion=s data=*! kind=s metadata=&meta/v1.ObjectMeta revision=l
apps/v1beta2.ControllerRevisionList apiVersion=s items=[&.ControllerRevision! kind=s metadata=&meta/v1.ListMeta
apps/v1beta2.DaemonSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DaemonSetSpec status=&.DaemonSetStatus
apps/v1beta2.DaemonSetCondition lastTransitionTime=t message=s reason=s status=s type=s
apps/v1beta2.DaemonSetList apiVersion=s items=[&.DaemonSet! kind=s metadata=&meta/v1.ListMeta
apps/v1beta2.DaemonSetSpec minReadySeconds=i revisionHistoryLimit=i selector=&meta/v1.LabelSelector! template=&core/v1.PodTemplateSpec! updateStrategy=&.DaemonSetUpdateStrategy
apps/v1beta2.DaemonSetStatus collisionCount=i conditions=[&.DaemonSetCondition~m(type)^m(type) currentNumberScheduled=i! desiredNumberScheduled=i! numberAvailable=i numberMisscheduled=i! numberReady=i! numberUnavailable=i observedGeneration=l updatedNumberScheduled=i
apps/v1beta2.DaemonSetUpdateStrategy rollingUpdate=&.RollingUpdateDaemonSet type=s
apps/v1beta2.Deployment apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeploymentSpec status=&.DeploymentStatus
apps/v1beta2.DeploymentCondition lastTransitionTime=t lastUpdateTime=t message=s reason=s status=s type=s
apps/v1beta2.DeploymentList apiVersion=s items=[&.Deployment! kind=s metadata=&meta/v1.ListMeta
apps/v1beta2.DeploymentSpec minReadySeconds=i paused=b progressDeadlineSeconds=i replicas=i revisionHistoryLimit=i selector=&meta/v1.LabelSelector! strategy=&.DeploymentStrategy^r template=&core/v1.PodTemplateSpec!
apps/v1beta2.DeploymentStatus availableReplicas=i collisionCount=i conditions=[&.DeploymentCondition~m(type)^m(type) observedGeneration=l readyReplicas=i replicas=i terminatingReplicas=i unavailableReplicas=i updatedReplicas=i
apps/v1beta2.DeploymentStrategy rollingUpdate=&.RollingUpdateDeployment type=s
apps/v1beta2.ReplicaSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ReplicaSetSpec status=&.ReplicaSetStatus
apps/v1beta2.ReplicaSetCondition lastTransitionTime=t message=s reason=s status=s type=s
apps/v1beta2.ReplicaSetList apiVersion=s items=[&.ReplicaSet! kind=s metadata=&meta/v1.ListMeta
apps/v1beta2.ReplicaSetSpec minReadySeconds=i replicas=i selector=&meta/v1.LabelSelector! template=&core/v1.PodTemplateSpec
apps/v1beta2.ReplicaSetStatus availableReplicas=i conditions=[&.ReplicaSetCondition~m(type)^m(type) fullyLabeledReplicas=i observedGeneration=l readyReplicas=i replicas=i! terminatingReplicas=i
apps/v1beta2.RollingUpdateDaemonSet maxSurge=x maxUnavailable=x
apps/v1beta2.RollingUpdateDeployment maxSurge=x maxUnavailable=x
apps/v1beta2.RollingUpdateStatefulSetStrategy maxUnavailable=x partition=i
apps/v1beta2.Scale apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ScaleSpec status=&.ScaleStatus
apps/v1beta2.ScaleSpec replicas=i=0
apps/v1beta2.ScaleStatus replicas=i selector={s~a targetSelector=s
apps/v1beta2.StatefulSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.StatefulSetSpec status=&.StatefulSetStatus
apps/v1beta2.StatefulSetCondition lastTransitionTime=t message=s reason=s status=s type=s
apps/v1beta2.StatefulSetList apiVersion=s items=[&.StatefulSet! kind=s metadata=&meta/v1.ListMeta
apps/v1beta2.StatefulSetOrdinals start=i
apps/v1beta2.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted=s whenScaled=s
apps/v1beta2.StatefulSetSpec minReadySeconds=i ordinals=&.StatefulSetOrdinals persistentVolumeClaimRetentionPolicy=&.StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy=s replicas=i revisionHistoryLimit=i selector=&meta/v1.LabelSelector! serviceName=s template=&core/v1.PodTemplateSpec! updateStrategy=&.StatefulSetUpdateStrategy volumeClaimTemplates=[&core/v1.PersistentVolumeClaim~a
apps/v1beta2.StatefulSetStatus availableReplicas=i collisionCount=i conditions=[&.StatefulSetCondition~m(type)^m(type) currentReplicas=i currentRevision=s observedGeneration=l readyReplicas=i replicas=i! updateRevision=s updatedReplicas=i
apps/v1beta2.StatefulSetUpdateStrategy rollingUpdate=&.RollingUpdateStatefulSetStrategy type=s
authentication.k8s.io/v1.BoundObjectReference apiVersion=s kind=s name=s uid=s
authentication.k8s.io/v1.SelfSubjectReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta status=&.SelfSubjectReviewStatus
authentication.k8s.io/v1.SelfSubjectReviewStatus userInfo=&.UserInfo
authentication.k8s.io/v1.TokenRequest apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.TokenRequestSpec status=&.TokenRequestStatus
authentication.k8s.io/v1.TokenRequestSpec attestations={s audiences=[s~a boundObjectRef=&.BoundObjectReference expirationSeconds=l
authentication.k8s.io/v1.TokenRequestStatus expirationTimestamp=t token=s
authentication.k8s.io/v1.TokenReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.TokenReviewSpec! status=&.TokenReviewStatus
authentication.k8s.io/v1.TokenReviewSpec audiences=[s~a token=s
authentication.k8s.io/v1.TokenReviewStatus audiences=[s~a authenticated=b error=s user=&.UserInfo
authentication.k8s.io/v1.UserInfo extra={[s groups=[s~a uid=s username=s
authentication.k8s.io/v1alpha1.SelfSubjectReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta status=&.SelfSubjectReviewStatus
authentication.k8s.io/v1alpha1.SelfSubjectReviewStatus userInfo=s
authentication.k8s.io/v1beta1.SelfSubjectReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta status=&.SelfSubjectReviewStatus
authentication.k8s.io/v1beta1.SelfSubjectReviewStatus userInfo=s
authentication.k8s.io/v1beta1.TokenReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.TokenReviewSpec! status=&.TokenReviewStatus
authentication.k8s.io/v1beta1.TokenReviewSpec audiences=[s~a token=s
authentication.k8s.io/v1beta1.TokenReviewStatus audiences=[s~a authenticated=b error=s user=&.UserInfo
authentication.k8s.io/v1beta1.UserInfo extra={[s groups=[s~a uid=s username=s
authorization.k8s.io/v1.FieldSelectorAttributes rawSelector=s requirements=[&meta/v1.FieldSelectorRequirement~a
authorization.k8s.io/v1.LabelSelectorAttributes rawSelector=s requirements=[&meta/v1.LabelSelectorRequirement~a
authorization.k8s.io/v1.LocalSubjectAccessReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.SubjectAccessReviewSpec! status=&.SubjectAccessReviewStatus
authorization.k8s.io/v1.NonResourceAttributes path=s verb=s
authorization.k8s.io/v1.NonResourceRule nonResourceURLs=[s~a verbs=[s!~a
authorization.k8s.io/v1.ResourceAttributes fieldSelector=&.FieldSelectorAttributes group=s labelSelector=&.LabelSelectorAttributes name=s namespace=s resource=s subresource=s verb=s version=s
authorization.k8s.io/v1.ResourceRule apiGroups=[s~a resourceNames=[s~a resources=[s~a verbs=[s!~a
authorization.k8s.io/v1.SelfSubjectAccessReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.SelfSubjectAccessReviewSpec! status=&.SubjectAccessReviewStatus
authorization.k8s.io/v1.SelfSubjectAccessReviewSpec nonResourceAttributes=&.NonResourceAttributes resourceAttributes=&.ResourceAttributes
authorization.k8s.io/v1.SelfSubjectRulesReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.SelfSubjectRulesReviewSpec! status=&.SubjectRulesReviewStatus
authorization.k8s.io/v1.SelfSubjectRulesReviewSpec namespace=s
authorization.k8s.io/v1.SubjectAccessReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.SubjectAccessReviewSpec! status=&.SubjectAccessReviewStatus
authorization.k8s.io/v1.SubjectAccessReviewSpec extra={[s groups=[s~a nonResourceAttributes=&.NonResourceAttributes resourceAttributes=&.ResourceAttributes uid=s user=s
authorization.k8s.io/v1.SubjectAccessReviewStatus allowed=b! denied=b evaluationError=s reason=s
authorization.k8s.io/v1.SubjectRulesReviewStatus evaluationError=s incomplete=b! nonResourceRules=[&.NonResourceRule!~a resourceRules=[&.ResourceRule!~a
authorization.k8s.io/v1beta1.LocalSubjectAccessReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.SubjectAccessReviewSpec! status=&.SubjectAccessReviewStatus
authorization.k8s.io/v1beta1.NonResourceAttributes path=s verb=s
authorization.k8s.io/v1beta1.NonResourceRule nonResourceURLs=[s~a verbs=[s!~a
authorization.k8s.io/v1beta1.ResourceAttributes fieldSelector=&authorization.k8s.io/v1.FieldSelectorAttributes group=s labelSelector=&authorization.k8s.io/v1.LabelSelectorAttributes name=s namespace=s resource=s subresource=s verb=s version=s
authorization.k8s.io/v1beta1.ResourceRule apiGroups=[s~a resourceNames=[s~a resources=[s~a verbs=[s!~a
authorization.k8s.io/v1beta1.SelfSubjectAccessReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.SelfSubjectAccessReviewSpec! status=&.SubjectAccessReviewStatus
authorization.k8s.io/v1beta1.SelfSubjectAccessReviewSpec nonResourceAttributes=&.NonResourceAttributes resourceAttributes=&.ResourceAttributes
authorization.k8s.io/v1beta1.SelfSubjectRulesReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.SelfSubjectRulesReviewSpec! status=&.SubjectRulesReviewStatus
authorization.k8s.io/v1beta1.SelfSubjectRulesReviewSpec namespace=s
authorization.k8s.io/v1beta1.SubjectAccessReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.SubjectAccessReviewSpec! status=&.SubjectAccessReviewStatus
authorization.k8s.io/v1beta1.SubjectAccessReviewSpec extra={[s group=[s~a nonResourceAttributes=&.NonResourceAttributes resourceAttributes=&.ResourceAttributes uid=s user=s
authorization.k8s.io/v1beta1.SubjectAccessReviewStatus allowed=b! denied=b evaluationError=s reason=s
authorization.k8s.io/v1beta1.SubjectRulesReviewStatus evaluationError=s incomplete=b! nonResourceRules=[&.NonResourceRule!~a resourceRules=[&.ResourceRule!~a
autoscaling/v1.ContainerResourceMetricSource container=s! name=s! targetAverageUtilization=i targetAverageValue=q
autoscaling/v1.ContainerResourceMetricStatus container=s! currentAverageUtilization=i currentAverageValue=q! name=s!
autoscaling/v1.CrossVersionObjectReference! apiVersion=s kind=s! name=s!
autoscaling/v1.ExternalMetricSource metricName=s! metricSelector=&meta/v1.LabelSelector targetAverageValue=q targetValue=q
autoscaling/v1.ExternalMetricStatus currentAverageValue=q currentValue=q! metricName=s! metricSelector=&meta/v1.LabelSelector
autoscaling/v1.HorizontalPodAutoscaler apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.HorizontalPodAutoscalerSpec status=&.HorizontalPodAutoscalerStatus
autoscaling/v1.HorizontalPodAutoscalerCondition lastTransitionTime=t message=s observedGeneration=l reason=s status=s! type=s!
autoscaling/v1.HorizontalPodAutoscalerList apiVersion=s items=[&.HorizontalPodAutoscaler! kind=s metadata=&meta/v1.ListMeta
autoscaling/v1.HorizontalPodAutoscalerSpec maxReplicas=i! minReplicas=i scaleTargetRef=&.CrossVersionObjectReference! targetCPUUtilizationPercentage=i
autoscaling/v1.HorizontalPodAutoscalerStatus currentCPUUtilizationPercentage=i currentReplicas=i! desiredReplicas=i! lastScaleTime=t observedGeneration=l
autoscaling/v1.MetricSpec containerResource=&.ContainerResourceMetricSource external=&.ExternalMetricSource object=&.ObjectMetricSource pods=&.PodsMetricSource resource=&.ResourceMetricSource type=s!
autoscaling/v1.MetricStatus containerResource=&.ContainerResourceMetricStatus external=&.ExternalMetricStatus object=&.ObjectMetricStatus pods=&.PodsMetricStatus resource=&.ResourceMetricStatus type=s!
autoscaling/v1.ObjectMetricSource averageValue=q metricName=s! selector=&meta/v1.LabelSelector target=&.CrossVersionObjectReference! targetValue=q!
autoscaling/v1.ObjectMetricStatus averageValue=q currentValue=q! metricName=s! selector=&meta/v1.LabelSelector target=&.CrossVersionObjectReference!
autoscaling/v1.PodsMetricSource metricName=s! selector=&meta/v1.LabelSelector targetAverageValue=q!
autoscaling/v1.PodsMetricStatus currentAverageValue=q! metricName=s! selector=&meta/v1.LabelSelector
autoscaling/v1.ResourceMetricSource name=s! targetAverageUtilization=i targetAverageValue=q
autoscaling/v1.ResourceMetricStatus currentAverageUtilization=i currentAverageValue=q! name=s!
autoscaling/v1.Scale apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ScaleSpec status=&.ScaleStatus
autoscaling/v1.ScaleSpec replicas=i=0
autoscaling/v1.ScaleStatus replicas=i! selector=s
autoscaling/v2.ContainerResourceMetricSource container=s! name=s! target=&.MetricTarget!
autoscaling/v2.ContainerResourceMetricStatus container=s! current=&.MetricValueStatus! name=s!
autoscaling/v2.CrossVersionObjectReference apiVersion=s kind=s! name=s!
autoscaling/v2.ExternalMetricSource metric=&.MetricIdentifier! target=&.MetricTarget!
autoscaling/v2.ExternalMetricStatus current=&.MetricValueStatus! metric=&.MetricIdentifier!
autoscaling/v2.HPAScalingPolicy periodSeconds=i! type=s! value=i!
autoscaling/v2.HPAScalingRules policies=[&.HPAScalingPolicy~a selectPolicy=s stabilizationWindowSeconds=i tolerance=q
autoscaling/v2.HorizontalPodAutoscaler apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.HorizontalPodAutoscalerSpec status=&.HorizontalPodAutoscalerStatus
autoscaling/v2.HorizontalPodAutoscalerBehavior scaleDown=&.HPAScalingRules scaleUp=&.HPAScalingRules
autoscaling/v2.HorizontalPodAutoscalerCondition lastTransitionTime=t message=s observedGeneration=l reason=s status=s! type=s!
autoscaling/v2.HorizontalPodAutoscalerList apiVersion=s items=[&.HorizontalPodAutoscaler! kind=s metadata=&meta/v1.ListMeta
autoscaling/v2.HorizontalPodAutoscalerSpec behavior=&.HorizontalPodAutoscalerBehavior maxReplicas=i! metrics=[&.MetricSpec~a minReplicas=i scaleTargetRef=&.CrossVersionObjectReference!
autoscaling/v2.HorizontalPodAutoscalerStatus conditions=[&.HorizontalPodAutoscalerCondition~m(type)^m(type) currentMetrics=[&.MetricStatus~a currentReplicas=i desiredReplicas=i! lastScaleTime=t observedGeneration=l
autoscaling/v2.MetricIdentifier name=s! selector=&meta/v1.LabelSelector
autoscaling/v2.MetricSpec containerResource=&.ContainerResourceMetricSource external=&.ExternalMetricSource object=&.ObjectMetricSource pods=&.PodsMetricSource resource=&.ResourceMetricSource type=s!
autoscaling/v2.MetricStatus containerResource=&.ContainerResourceMetricStatus external=&.ExternalMetricStatus object=&.ObjectMetricStatus pods=&.PodsMetricStatus resource=&.ResourceMetricStatus type=s!
autoscaling/v2.MetricTarget averageUtilization=i averageValue=q type=s! value=q
autoscaling/v2.MetricValueStatus averageUtilization=i averageValue=q value=q
autoscaling/v2.ObjectMetricSource describedObject=&.CrossVersionObjectReference! metric=&.MetricIdentifier! target=&.MetricTarget!
autoscaling/v2.ObjectMetricStatus current=&.MetricValueStatus! describedObject=&.CrossVersionObjectReference! metric=&.MetricIdentifier!
autoscaling/v2.PodsMetricSource metric=&.MetricIdentifier! target=&.MetricTarget!
autoscaling/v2.PodsMetricStatus current=&.MetricValueStatus! metric=&.MetricIdentifier!
autoscaling/v2.ResourceMetricSource name=s! target=&.MetricTarget!
autoscaling/v2.ResourceMetricStatus current=&.MetricValueStatus! name=s!
batch/v1.CronJob apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CronJobSpec status=&.CronJobStatus
batch/v1.CronJobList apiVersion=s items=[&.CronJob! kind=s metadata=&meta/v1.ListMeta
batch/v1.CronJobSpec concurrencyPolicy=s failedJobsHistoryLimit=i jobTemplate=&.JobTemplateSpec! schedule=s! startingDeadlineSeconds=l successfulJobsHistoryLimit=i suspend=b timeZone=s
batch/v1.CronJobStatus active=[&core/v1.ObjectReference~a lastScheduleTime=t lastSuccessfulTime=t
batch/v1.Job apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.JobSpec status=&.JobStatus
batch/v1.JobCondition lastProbeTime=t lastTransitionTime=t message=s reason=s status=s! type=s!
batch/v1.JobList apiVersion=s items=[&.Job! kind=s metadata=&meta/v1.ListMeta
batch/v1.JobSchedulingConfiguration disruptionMode=&scheduling.k8s.io/v1alpha3.WorkloadPodGroupDisruptionMode resourceClaims=[&scheduling.k8s.io/v1alpha3.WorkloadPodGroupResourceClaim~m(name)^m(name) schedulingConstraints=&scheduling.k8s.io/v1alpha3.WorkloadPodGroupSchedulingConstraints schedulingPolicy=&scheduling.k8s.io/v1alpha3.WorkloadPodGroupSchedulingPolicy
batch/v1.JobSpec activeDeadlineSeconds=l backoffLimit=i backoffLimitPerIndex=i completionMode=s completions=i managedBy=s manualSelector=b maxFailedIndexes=i parallelism=i podFailurePolicy=&.PodFailurePolicy podReplacementPolicy=s scheduling=&.JobSchedulingConfiguration selector=&meta/v1.LabelSelector successPolicy=&.SuccessPolicy suspend=b template=&core/v1.PodTemplateSpec! ttlSecondsAfterFinished=i
batch/v1.JobStatus active=i completedIndexes=s completionTime=t conditions=[&.JobCondition~a^m(type) failed=i failedIndexes=s ready=i startTime=t succeeded=i terminating=i uncountedTerminatedPods=&.UncountedTerminatedPods
batch/v1.JobTemplateSpec metadata=&meta/v1.ObjectMeta spec=&.JobSpec
batch/v1.PodFailurePolicy rules=[&.PodFailurePolicyRule!~a
batch/v1.PodFailurePolicyOnExitCodesRequirement containerName=s operator=s! values=[i!~s
batch/v1.PodFailurePolicyOnPodConditionsPattern status=s type=s!
batch/v1.PodFailurePolicyRule action=s! onExitCodes=&.PodFailurePolicyOnExitCodesRequirement onPodConditions=[&.PodFailurePolicyOnPodConditionsPattern~a
batch/v1.SuccessPolicy rules=[&.SuccessPolicyRule!~a
batch/v1.SuccessPolicyRule succeededCount=i succeededIndexes=s
batch/v1.UncountedTerminatedPods failed=[s~s succeeded=[s~s
batch/v1beta1.CronJob apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CronJobSpec status=&.CronJobStatus
batch/v1beta1.CronJobList apiVersion=s items=[&.CronJob! kind=s metadata=&meta/v1.ListMeta
batch/v1beta1.CronJobSpec concurrencyPolicy=s failedJobsHistoryLimit=i jobTemplate=&.JobTemplateSpec! schedule=s! startingDeadlineSeconds=l successfulJobsHistoryLimit=i suspend=b timeZone=s
batch/v1beta1.CronJobStatus active=[&core/v1.ObjectReference~a lastScheduleTime=t lastSuccessfulTime=t
batch/v1beta1.JobTemplateSpec metadata=&meta/v1.ObjectMeta spec=&batch/v1.JobSpec
certificates.k8s.io/v1.CertificateSigningRequest apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CertificateSigningRequestSpec! status=&.CertificateSigningRequestStatus
certificates.k8s.io/v1.CertificateSigningRequestCondition lastTransitionTime=t lastUpdateTime=t message=s reason=s status=s! type=s!
certificates.k8s.io/v1.CertificateSigningRequestList apiVersion=s items=[&.CertificateSigningRequest! kind=s metadata=&meta/v1.ListMeta
certificates.k8s.io/v1.CertificateSigningRequestSpec expirationSeconds=i extra={[s groups=[s~a request=y! signerName=s! uid=s usages=[s~a username=s
certificates.k8s.io/v1.CertificateSigningRequestStatus certificate=y conditions=[&.CertificateSigningRequestCondition~m(type)
certificates.k8s.io/v1.ClusterTrustBundle apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ClusterTrustBundleSpec!
certificates.k8s.io/v1.ClusterTrustBundleList apiVersion=s items=[&.ClusterTrustBundle! kind=s metadata=&meta/v1.ListMeta
certificates.k8s.io/v1.ClusterTrustBundleSpec signerName=s trustBundle=s!
certificates.k8s.io/v1.PodCertificateRequest apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PodCertificateRequestSpec! status=&.PodCertificateRequestStatus
certificates.k8s.io/v1.PodCertificateRequestList apiVersion=s items=[&.PodCertificateRequest! kind=s metadata=&meta/v1.ListMeta
certificates.k8s.io/v1.PodCertificateRequestSpec maxExpirationSeconds=i=86400 nodeName=s! nodeUID=s! podName=s! podUID=s! serviceAccountName=s! serviceAccountUID=s! signerName=s! stubPKCS10Request=y! unverifiedUserAnnotations={s
certificates.k8s.io/v1.PodCertificateRequestStatus beginRefreshAt=t certificateChain=s conditions=[&meta/v1.Condition~m(type)^m(type) notAfter=t notBefore=t
certificates.k8s.io/v1alpha1.ClusterTrustBundle apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ClusterTrustBundleSpec!
certificates.k8s.io/v1alpha1.ClusterTrustBundleList apiVersion=s items=[&.ClusterTrustBundle! kind=s metadata=&meta/v1.ListMeta
certificates.k8s.io/v1alpha1.ClusterTrustBundleSpec signerName=s trustBundle=s!
certificates.k8s.io/v1beta1.CertificateSigningRequest apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CertificateSigningRequestSpec! status=&.CertificateSigningRequestStatus
certificates.k8s.io/v1beta1.CertificateSigningRequestCondition lastTransitionTime=t lastUpdateTime=t message=s reason=s status=s type=s!
certificates.k8s.io/v1beta1.CertificateSigningRequestList apiVersion=s items=[&.CertificateSigningRequest! kind=s metadata=&meta/v1.ListMeta
certificates.k8s.io/v1beta1.CertificateSigningRequestSpec expirationSeconds=i extra={[s groups=[s~a request=y! signerName=s uid=s usages=[s~a username=s
certificates.k8s.io/v1beta1.CertificateSigningRequestStatus certificate=y conditions=[&.CertificateSigningRequestCondition~m(type)
certificates.k8s.io/v1beta1.ClusterTrustBundle apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ClusterTrustBundleSpec!
certificates.k8s.io/v1beta1.ClusterTrustBundleList apiVersion=s items=[&.ClusterTrustBundle! kind=s metadata=&meta/v1.ListMeta
certificates.k8s.io/v1beta1.ClusterTrustBundleSpec signerName=s trustBundle=s!
certificates.k8s.io/v1beta1.PodCertificateRequest apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PodCertificateRequestSpec! status=&.PodCertificateRequestStatus
certificates.k8s.io/v1beta1.PodCertificateRequestList apiVersion=s items=[&.PodCertificateRequest! kind=s metadata=&meta/v1.ListMeta
certificates.k8s.io/v1beta1.PodCertificateRequestSpec maxExpirationSeconds=i=86400 nodeName=s! nodeUID=s! pkixPublicKey=y podName=s! podUID=s! proofOfPossession=y serviceAccountName=s! serviceAccountUID=s! signerName=s! stubPKCS10Request=y! unverifiedUserAnnotations={s
certificates.k8s.io/v1beta1.PodCertificateRequestStatus beginRefreshAt=t certificateChain=s conditions=[&meta/v1.Condition~m(type)^m(type) notAfter=t notBefore=t
coordination.k8s.io/v1.Lease apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.LeaseSpec
coordination.k8s.io/v1.LeaseList apiVersion=s items=[&.Lease! kind=s metadata=&meta/v1.ListMeta
coordination.k8s.io/v1.LeaseSpec acquireTime=u holderIdentity=s leaseDurationSeconds=i leaseTransitions=i preferredHolder=s renewTime=u strategy=s
coordination.k8s.io/v1alpha2.LeaseCandidate apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.LeaseCandidateSpec
coordination.k8s.io/v1alpha2.LeaseCandidateList apiVersion=s items=[&.LeaseCandidate! kind=s metadata=&meta/v1.ListMeta
coordination.k8s.io/v1alpha2.LeaseCandidateSpec binaryVersion=s! emulationVersion=s leaseName=s! pingTime=u renewTime=u strategy=s
coordination.k8s.io/v1beta1.Lease apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.LeaseSpec
coordination.k8s.io/v1beta1.LeaseCandidate apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.LeaseCandidateSpec
coordination.k8s.io/v1beta1.LeaseCandidateList apiVersion=s items=[&.LeaseCandidate! kind=s metadata=&meta/v1.ListMeta
coordination.k8s.io/v1beta1.LeaseCandidateSpec binaryVersion=s! emulationVersion=s leaseName=s! pingTime=u renewTime=u strategy=s
coordination.k8s.io/v1beta1.LeaseList apiVersion=s items=[&.Lease! kind=s metadata=&meta/v1.ListMeta
coordination.k8s.io/v1beta1.LeaseSpec acquireTime=u holderIdentity=s leaseDurationSeconds=i leaseTransitions=i preferredHolder=s renewTime=u strategy=s
core/v1.AWSElasticBlockStoreVolumeSource fsType=s partition=i readOnly=b volumeID=s!
core/v1.Affinity nodeAffinity=&.NodeAffinity podAffinity=&.PodAffinity podAntiAffinity=&.PodAntiAffinity
core/v1.AppArmorProfile localhostProfile=s type=s!
core/v1.AttachedVolume devicePath=s! name=s!
core/v1.AvoidPods preferAvoidPods=[&.PreferAvoidPodsEntry~a
core/v1.AzureDiskVolumeSource cachingMode=s="ReadWrite" diskName=s! diskURI=s! fsType=s="ext4" kind=s="Shared" readOnly=b=false
core/v1.AzureFilePersistentVolumeSource readOnly=b secretName=s! secretNamespace=s shareName=s!
core/v1.AzureFileVolumeSource readOnly=b secretName=s! shareName=s!
core/v1.Binding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta target=&.ObjectReference!
core/v1.CSIPersistentVolumeSource controllerExpandSecretRef=&.SecretReference controllerPublishSecretRef=&.SecretReference driver=s! fsType=s nodeExpandSecretRef=&.SecretReference nodePublishSecretRef=&.SecretReference nodeStageSecretRef=&.SecretReference readOnly=b volumeAttributes={s volumeHandle=s!
core/v1.CSIVolumeSource driver=s! fsType=s nodePublishSecretRef=&.LocalObjectReference readOnly=b volumeAttributes={s
core/v1.Capabilities add=[s~a drop=[s~a
core/v1.CephFSPersistentVolumeSource monitors=[s!~a path=s readOnly=b secretFile=s secretRef=&.SecretReference user=s
core/v1.CephFSVolumeSource monitors=[s!~a path=s readOnly=b secretFile=s secretRef=&.LocalObjectReference user=s
core/v1.CinderPersistentVolumeSource fsType=s readOnly=b secretRef=&.SecretReference volumeID=s!
core/v1.CinderVolumeSource fsType=s readOnly=b secretRef=&.LocalObjectReference volumeID=s!
core/v1.ClientIPConfig timeoutSeconds=i
core/v1.ClusterTrustBundleProjection labelSelector=&meta/v1.LabelSelector name=s optional=b path=s! signerName=s user=l
core/v1.ComponentCondition error=s message=s status=s! type=s!
core/v1.ComponentStatus apiVersion=s conditions=[&.ComponentCondition~m(type)^m(type) kind=s metadata=&meta/v1.ObjectMeta
core/v1.ComponentStatusList apiVersion=s items=[&.ComponentStatus! kind=s metadata=&meta/v1.ListMeta
core/v1.ConfigMap apiVersion=s binaryData={y data={s immutable=b kind=s metadata=&meta/v1.ObjectMeta
core/v1.ConfigMapEnvSource name=s="" optional=b
core/v1.ConfigMapKeySelector! key=s! name=s="" optional=b
core/v1.ConfigMapList apiVersion=s items=[&.ConfigMap! kind=s metadata=&meta/v1.ListMeta
core/v1.ConfigMapNodeConfigSource kubeletConfigKey=s! name=s! namespace=s! resourceVersion=s uid=s
core/v1.ConfigMapProjection items=[&.KeyToPath~a name=s="" optional=b
core/v1.ConfigMapVolumeSource defaultMode=i defaultUser=l items=[&.KeyToPath~a name=s="" optional=b
core/v1.Container args=[s~a command=[s~a env=[&.EnvVar~m(name)^m(name) envFrom=[&.EnvFromSource~a image=s imagePullPolicy=s lifecycle=&.Lifecycle livenessProbe=&.Probe name=s! ports=[&.ContainerPort~m(containerPort,protocol)^m(containerPort) readinessProbe=&.Probe resizePolicy=[&.ContainerResizePolicy~a resources=&.ResourceRequirements restartPolicy=s restartPolicyRules=[&.ContainerRestartRule~a securityContext=&.SecurityContext startupProbe=&.Probe stdin=b stdinOnce=b terminationMessagePath=s terminationMessagePolicy=s tty=b volumeDevices=[&.VolumeDevice~m(devicePath)^m(devicePath) volumeMounts=[&.VolumeMount~m(mountPath)^m(mountPath) workingDir=s
core/v1.ContainerExtendedResourceRequest containerName=s! requestName=s! resourceName=s!
core/v1.ContainerImage names=[s~a sizeBytes=l
core/v1.ContainerPort containerPort=i! hostIP=s hostPort=i name=s protocol=s="TCP"
core/v1.ContainerResizePolicy resourceName=s! restartPolicy=s!
core/v1.ContainerRestartRule action=s exitCodes=&.ContainerRestartRuleOnExitCodes
core/v1.ContainerRestartRuleOnExitCodes operator=s values=[i~s
core/v1.ContainerState running=&.ContainerStateRunning terminated=&.ContainerStateTerminated waiting=&.ContainerStateWaiting
core/v1.ContainerStateRunning startedAt=t
core/v1.ContainerStateTerminated containerID=s exitCode=i! finishedAt=t message=s reason=s signal=i startedAt=t
core/v1.ContainerStateWaiting message=s reason=s
core/v1.ContainerStatus allocatedResources={q allocatedResourcesStatus=[&.ResourceStatus~m(name)^m(name) containerID=s image=s! imageID=s! lastState=&.ContainerState name=s! ready=b! resources=&.ResourceRequirements restartCount=i! started=b state=&.ContainerState stopSignal=s user=&.ContainerUser volumeMounts=[&.VolumeMountStatus~m(mountPath)^m(mountPath)
core/v1.ContainerUser linux=&.LinuxContainerUser
core/v1.DaemonEndpoint Port=i!
core/v1.DownwardAPIProjection items=[&.DownwardAPIVolumeFile~a
core/v1.DownwardAPIVolumeFile fieldRef=&.ObjectFieldSelector mode=i path=s! resourceFieldRef=&.ResourceFieldSelector user=l
core/v1.DownwardAPIVolumeSource defaultMode=i defaultUser=l items=[&.DownwardAPIVolumeFile~a
core/v1.EmptyDirVolumeSource medium=s mode=i sizeLimit=q
core/v1.EndpointAddress! hostname=s ip=s! nodeName=s targetRef=&.ObjectReference
core/v1.EndpointPort! appProtocol=s name=s port=i! protocol=s
core/v1.EndpointSubset addresses=[&.EndpointAddress~a notReadyAddresses=[&.EndpointAddress~a ports=[&.EndpointPort~a
core/v1.Endpoints apiVersion=s kind=s metadata=&meta/v1.ObjectMeta subsets=[&.EndpointSubset~a
core/v1.EndpointsList apiVersion=s items=[&.Endpoints! kind=s metadata=&meta/v1.ListMeta
core/v1.EnvFromSource configMapRef=&.ConfigMapEnvSource prefix=s secretRef=&.SecretEnvSource
core/v1.EnvVar name=s! value=s valueFrom=&.EnvVarSource
core/v1.EnvVarSource configMapKeyRef=&.ConfigMapKeySelector fieldRef=&.ObjectFieldSelector fileKeyRef=&.FileKeySelector resourceFieldRef=&.ResourceFieldSelector secretKeyRef=&.SecretKeySelector
core/v1.EphemeralContainer args=[s~a command=[s~a env=[&.EnvVar~m(name)^m(name) envFrom=[&.EnvFromSource~a image=s imagePullPolicy=s lifecycle=&.Lifecycle livenessProbe=&.Probe name=s! ports=[&.ContainerPort~m(containerPort,protocol)^m(containerPort) readinessProbe=&.Probe resizePolicy=[&.ContainerResizePolicy~a resources=&.ResourceRequirements restartPolicy=s restartPolicyRules=[&.ContainerRestartRule~a securityContext=&.SecurityContext startupProbe=&.Probe stdin=b stdinOnce=b targetContainerName=s terminationMessagePath=s terminationMessagePolicy=s tty=b volumeDevices=[&.VolumeDevice~m(devicePath)^m(devicePath) volumeMounts=[&.VolumeMount~m(mountPath)^m(mountPath) workingDir=s
core/v1.EphemeralContainerCommon args=[s~a command=[s~a env=[&.EnvVar~m(name)^m(name) envFrom=[&.EnvFromSource~a image=s imagePullPolicy=s lifecycle=&.Lifecycle livenessProbe=&.Probe name=s! ports=[&.ContainerPort~m(containerPort,protocol)^m(containerPort) readinessProbe=&.Probe resizePolicy=[&.ContainerResizePolicy~a resources=&.ResourceRequirements restartPolicy=s restartPolicyRules=[&.ContainerRestartRule~a securityContext=&.SecurityContext startupProbe=&.Probe stdin=b stdinOnce=b terminationMessagePath=s terminationMessagePolicy=s tty=b volumeDevices=[&.VolumeDevice~m(devicePath)^m(devicePath) volumeMounts=[&.VolumeMount~m(mountPath)^m(mountPath) workingDir=s
core/v1.EphemeralVolumeSource volumeClaimTemplate=&.PersistentVolumeClaimTemplate
core/v1.Event action=s apiVersion=s count=i eventTime=u firstTimestamp=t involvedObject=&.ObjectReference! kind=s lastTimestamp=t message=s metadata=&meta/v1.ObjectMeta! reason=s related=&.ObjectReference reportingComponent=s reportingInstance=s series=&.EventSeries source=&.EventSource type=s
core/v1.EventList apiVersion=s items=[&.Event! kind=s metadata=&meta/v1.ListMeta
core/v1.EventSeries count=i lastObservedTime=u
core/v1.EventSource component=s host=s
core/v1.EvictionResponder! name=s! priority=i!
core/v1.ExecAction command=[s~a
core/v1.FCVolumeSource fsType=s lun=i readOnly=b targetWWNs=[s~a wwids=[s~a
core/v1.FileKeySelector! key=s! optional=b=false path=s! volumeName=s!
core/v1.FlexPersistentVolumeSource driver=s! fsType=s options={s readOnly=b secretRef=&.SecretReference
core/v1.FlexVolumeSource driver=s! fsType=s options={s readOnly=b secretRef=&.LocalObjectReference
core/v1.FlockerVolumeSource datasetName=s datasetUUID=s
core/v1.GCEPersistentDiskVolumeSource fsType=s partition=i pdName=s! readOnly=b
core/v1.GRPCAction mode=s port=i! service=s=""
core/v1.GitRepoVolumeSource directory=s repository=s! revision=s
core/v1.GlusterfsPersistentVolumeSource endpoints=s! endpointsNamespace=s path=s! readOnly=b
core/v1.GlusterfsVolumeSource endpoints=s! path=s! readOnly=b
core/v1.HTTPGetAction host=s httpHeaders=[&.HTTPHeader~a path=s port=x! protocol=s scheme=s
core/v1.HTTPHeader name=s! value=s!
core/v1.HostAlias hostnames=[s~a ip=s!
core/v1.HostIP ip=s!
core/v1.HostPathVolumeSource path=s! type=s
core/v1.ISCSIPersistentVolumeSource chapAuthDiscovery=b chapAuthSession=b fsType=s initiatorName=s iqn=s! iscsiInterface=s="default" lun=i! portals=[s~a readOnly=b secretRef=&.SecretReference targetPortal=s!
core/v1.ISCSIVolumeSource chapAuthDiscovery=b chapAuthSession=b fsType=s initiatorName=s iqn=s! iscsiInterface=s="default" lun=i! portals=[s~a readOnly=b secretRef=&.LocalObjectReference targetPortal=s!
core/v1.ImageVolumeSource pullPolicy=s reference=s
core/v1.ImageVolumeStatus imageRef=s
core/v1.KeyToPath key=s! mode=i path=s! user=l
core/v1.Lifecycle postStart=&.LifecycleHandler preStop=&.LifecycleHandler stopSignal=s
core/v1.LifecycleHandler exec=&.ExecAction httpGet=&.HTTPGetAction sleep=&.SleepAction tcpSocket=&.TCPSocketAction
core/v1.LimitRange apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.LimitRangeSpec
core/v1.LimitRangeItem default={q defaultRequest={q max={q maxLimitRequestRatio={q min={q type=s!
core/v1.LimitRangeList apiVersion=s items=[&.LimitRange! kind=s metadata=&meta/v1.ListMeta
core/v1.LimitRangeSpec limits=[&.LimitRangeItem!~a
core/v1.LinuxContainerUser gid=l! supplementalGroups=[l~a uid=l!
core/v1.LoadBalancerIngress hostname=s ip=s ipMode=s ports=[&.PortStatus~a
core/v1.LoadBalancerStatus ingress=[&.LoadBalancerIngress~a
core/v1.LocalObjectReference! name=s=""
core/v1.LocalVolumeSource fsType=s path=s!
core/v1.ModifyVolumeStatus status=s! targetVolumeAttributesClassName=s
core/v1.NFSVolumeSource path=s! readOnly=b server=s!
core/v1.Namespace apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.NamespaceSpec status=&.NamespaceStatus
core/v1.NamespaceCondition lastTransitionTime=t message=s reason=s status=s! type=s!
core/v1.NamespaceList apiVersion=s items=[&.Namespace! kind=s metadata=&meta/v1.ListMeta
core/v1.NamespaceSpec finalizers=[s~a
core/v1.NamespaceStatus conditions=[&.NamespaceCondition~m(type)^m(type) phase=s
core/v1.Node apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.NodeSpec status=&.NodeStatus
core/v1.NodeAddress address=s! type=s!
core/v1.NodeAffinity preferredDuringSchedulingIgnoredDuringExecution=[&.PreferredSchedulingTerm~a requiredDuringSchedulingIgnoredDuringExecution=&.NodeSelector
core/v1.NodeAllocatableMappedResources name=s! quantity=q!
core/v1.NodeAllocatableOverheadResources name=s! perContainer=q perPod=q
core/v1.NodeAllocatableResourceClaimStatus containers=[s~s mapping=[&.NodeAllocatableMappedResources~m(name)^m(name) overhead=[&.NodeAllocatableOverheadResources~m(name)^m(name) resourceClaimName=s!
core/v1.NodeCondition lastHeartbeatTime=t lastTransitionTime=t message=s reason=s status=s! type=s!
core/v1.NodeConfigSource configMap=&.ConfigMapNodeConfigSource
core/v1.NodeConfigStatus active=&.NodeConfigSource assigned=&.NodeConfigSource error=s lastKnownGood=&.NodeConfigSource
core/v1.NodeDaemonEndpoints kubeletEndpoint=&.DaemonEndpoint
core/v1.NodeFeatures supplementalGroupsPolicy=b
core/v1.NodeList apiVersion=s items=[&.Node! kind=s metadata=&meta/v1.ListMeta
core/v1.NodePodPreemptionPolicy disableResizePreemption=[s~s
core/v1.NodeProxyOptions apiVersion=s kind=s path=s
core/v1.NodeRuntimeHandler features=&.NodeRuntimeHandlerFeatures name=s
core/v1.NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=b userNamespaces=b
core/v1.NodeSelector! nodeSelectorTerms=[&.NodeSelectorTerm!~a
core/v1.NodeSelectorRequirement key=s! operator=s! values=[s~a
core/v1.NodeSelectorTerm! matchExpressions=[&.NodeSelectorRequirement~a matchFields=[&.NodeSelectorRequirement~a
core/v1.NodeSpec configSource=&.NodeConfigSource externalID=s podCIDR=s podCIDRs=[s~s^m podPreemptionPolicy=&.NodePodPreemptionPolicy providerID=s taints=[&.Taint~a unschedulable=b
core/v1.NodeStatus addresses=[&.NodeAddress~m(type)^m(type) allocatable={q capacity={q conditions=[&.NodeCondition~m(type)^m(type) config=&.NodeConfigStatus daemonEndpoints=&.NodeDaemonEndpoints declaredFeatures=[s~a features=&.NodeFeatures images=[&.ContainerImage~a nodeInfo=&.NodeSystemInfo phase=s runtimeHandlers=[&.NodeRuntimeHandler~a volumesAttached=[&.AttachedVolume~a volumesInUse=[s~a
core/v1.NodeSwapStatus capacity=l
core/v1.NodeSystemInfo architecture=s! bootID=s! containerRuntimeVersion=s! kernelVersion=s! kubeProxyVersion=s! kubeletVersion=s! machineID=s! operatingSystem=s! osImage=s! swap=&.NodeSwapStatus systemUUID=s!
core/v1.ObjectFieldSelector! apiVersion=s fieldPath=s!
core/v1.ObjectReference! apiVersion=s fieldPath=s kind=s name=s namespace=s resourceVersion=s uid=s
core/v1.PersistentVolume apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PersistentVolumeSpec status=&.PersistentVolumeStatus
core/v1.PersistentVolumeClaim apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PersistentVolumeClaimSpec status=&.PersistentVolumeClaimStatus
core/v1.PersistentVolumeClaimCondition lastProbeTime=t lastTransitionTime=t message=s reason=s status=s! type=s!
core/v1.PersistentVolumeClaimList apiVersion=s items=[&.PersistentVolumeClaim! kind=s metadata=&meta/v1.ListMeta
core/v1.PersistentVolumeClaimSpec accessModes=[s~a dataSource=&.TypedLocalObjectReference dataSourceRef=&.TypedObjectReference resources=&.VolumeResourceRequirements selector=&meta/v1.LabelSelector storageClassName=s volumeAttributesClassName=s volumeMode=s volumeName=s
core/v1.PersistentVolumeClaimStatus accessModes=[s~a allocatedResourceStatuses={s allocatedResources={q capacity={q conditions=[&.PersistentVolumeClaimCondition~m(type)^m(type) currentVolumeAttributesClassName=s healthStatus=&.VolumeHealthStatus modifyVolumeStatus=&.ModifyVolumeStatus phase=s
core/v1.PersistentVolumeClaimTemplate metadata=&meta/v1.ObjectMeta spec=&.PersistentVolumeClaimSpec!
core/v1.PersistentVolumeClaimVolumeSource claimName=s! readOnly=b
core/v1.PersistentVolumeList apiVersion=s items=[&.PersistentVolume! kind=s metadata=&meta/v1.ListMeta
core/v1.PersistentVolumeSource awsElasticBlockStore=&.AWSElasticBlockStoreVolumeSource azureDisk=&.AzureDiskVolumeSource azureFile=&.AzureFilePersistentVolumeSource cephfs=&.CephFSPersistentVolumeSource cinder=&.CinderPersistentVolumeSource csi=&.CSIPersistentVolumeSource fc=&.FCVolumeSource flexVolume=&.FlexPersistentVolumeSource flocker=&.FlockerVolumeSource gcePersistentDisk=&.GCEPersistentDiskVolumeSource glusterfs=&.GlusterfsPersistentVolumeSource hostPath=&.HostPathVolumeSource iscsi=&.ISCSIPersistentVolumeSource local=&.LocalVolumeSource nfs=&.NFSVolumeSource photonPersistentDisk=&.PhotonPersistentDiskVolumeSource portworxVolume=&.PortworxVolumeSource quobyte=&.QuobyteVolumeSource rbd=&.RBDPersistentVolumeSource scaleIO=&.ScaleIOPersistentVolumeSource storageos=&.StorageOSPersistentVolumeSource vsphereVolume=&.VsphereVirtualDiskVolumeSource
core/v1.PersistentVolumeSpec accessModes=[s~a awsElasticBlockStore=&.AWSElasticBlockStoreVolumeSource azureDisk=&.AzureDiskVolumeSource azureFile=&.AzureFilePersistentVolumeSource capacity={q cephfs=&.CephFSPersistentVolumeSource cinder=&.CinderPersistentVolumeSource claimRef=&.ObjectReference~g csi=&.CSIPersistentVolumeSource fc=&.FCVolumeSource flexVolume=&.FlexPersistentVolumeSource flocker=&.FlockerVolumeSource gcePersistentDisk=&.GCEPersistentDiskVolumeSource glusterfs=&.GlusterfsPersistentVolumeSource hostPath=&.HostPathVolumeSource iscsi=&.ISCSIPersistentVolumeSource local=&.LocalVolumeSource mountOptions=[s~a nfs=&.NFSVolumeSource nodeAffinity=&.VolumeNodeAffinity persistentVolumeReclaimPolicy=s photonPersistentDisk=&.PhotonPersistentDiskVolumeSource portworxVolume=&.PortworxVolumeSource quobyte=&.QuobyteVolumeSource rbd=&.RBDPersistentVolumeSource scaleIO=&.ScaleIOPersistentVolumeSource storageClassName=s storageos=&.StorageOSPersistentVolumeSource volumeAttributesClassName=s volumeMode=s vsphereVolume=&.VsphereVirtualDiskVolumeSource
core/v1.PersistentVolumeStatus lastPhaseTransitionTime=t message=s phase=s reason=s
core/v1.PhotonPersistentDiskVolumeSource fsType=s pdID=s!
core/v1.Pod apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PodSpec status=&.PodStatus
core/v1.PodAffinity preferredDuringSchedulingIgnoredDuringExecution=[&.WeightedPodAffinityTerm~a requiredDuringSchedulingIgnoredDuringExecution=[&.PodAffinityTerm~a
core/v1.PodAffinityTerm labelSelector=&meta/v1.LabelSelector matchLabelKeys=[s~a mismatchLabelKeys=[s~a namespaceSelector=&meta/v1.LabelSelector namespaces=[s~a topologyKey=s!
core/v1.PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution=[&.WeightedPodAffinityTerm~a requiredDuringSchedulingIgnoredDuringExecution=[&.PodAffinityTerm~a
core/v1.PodAttachOptions apiVersion=s container=s kind=s stderr=b stdin=b stdout=b tty=b
core/v1.PodCertificateProjection certificateChainPath=s credentialBundlePath=s keyPath=s keyType=s maxExpirationSeconds=i signerName=s user=l userAnnotations={s
core/v1.PodCondition lastProbeTime=t lastTransitionTime=t message=s observedGeneration=l reason=s status=s! type=s!
core/v1.PodDNSConfig nameservers=[s~a options=[&.PodDNSConfigOption~a searches=[s~a
core/v1.PodDNSConfigOption name=s value=s
core/v1.PodExecOptions apiVersion=s command=[s!~a container=s kind=s stderr=b stdin=b stdout=b tty=b
core/v1.PodExtendedResourceClaimStatus requestMappings=[&.ContainerExtendedResourceRequest!~a resourceClaimName=s!
core/v1.PodIP ip=s!
core/v1.PodList apiVersion=s items=[&.Pod! kind=s metadata=&meta/v1.ListMeta
core/v1.PodLogOptions apiVersion=s container=s follow=b insecureSkipTLSVerifyBackend=b kind=s limitBytes=l previous=b sinceSeconds=l sinceTime=t stream=s tailLines=l timestamps=b
core/v1.PodOS name=s!
core/v1.PodPortForwardOptions apiVersion=s kind=s ports=[i~a
core/v1.PodProxyOptions apiVersion=s kind=s path=s
core/v1.PodReadinessGate conditionType=s!
core/v1.PodResourceClaim name=s! resourceClaimName=s resourceClaimTemplateName=s
core/v1.PodResourceClaimStatus name=s! resourceClaimName=s
core/v1.PodSchedulingGate name=s!
core/v1.PodSchedulingGroup podGroupName=s
core/v1.PodSecurityContext appArmorProfile=&.AppArmorProfile fsGroup=l fsGroupChangePolicy=s runAsGroup=l runAsNonRoot=b runAsUser=l seLinuxChangePolicy=s seLinuxOptions=&.SELinuxOptions seccompProfile=&.SeccompProfile supplementalGroups=[l~a supplementalGroupsPolicy=s sysctls=[&.Sysctl~a windowsOptions=&.WindowsSecurityContextOptions
core/v1.PodSignature podController=&meta/v1.OwnerReference
core/v1.PodSpec activeDeadlineSeconds=l affinity=&.Affinity automountServiceAccountToken=b containers=[&.Container!~m(name)^m(name) dnsConfig=&.PodDNSConfig dnsPolicy=s enableServiceLinks=b ephemeralContainers=[&.EphemeralContainer~m(name)^m(name) evictionResponders=[&.EvictionResponder~m(name)^m(name) hostAliases=[&.HostAlias~m(ip)^m(ip) hostIPC=b hostNetwork=b hostPID=b hostUsers=b hostname=s hostnameOverride=s imagePullSecrets=[&.LocalObjectReference~m(name)^m(name) initContainers=[&.Container~m(name)^m(name) nodeName=s nodeSelector={s~a os=&.PodOS overhead={q preemptionPolicy=s priority=i priorityClassName=s readinessGates=[&.PodReadinessGate~a resourceClaims=[&.PodResourceClaim~m(name)^mr(name) resources=&.ResourceRequirements restartPolicy=s runtimeClassName=s schedulerName=s schedulingGates=[&.PodSchedulingGate~m(name)^m(name) schedulingGroup=&.PodSchedulingGroup securityContext=&.PodSecurityContext serviceAccount=s serviceAccountName=s setHostnameAsFQDN=b shareProcessNamespace=b subdomain=s terminationGracePeriodSeconds=l tolerations=[&.Toleration~a topologySpreadConstraints=[&.TopologySpreadConstraint~m(topologyKey,whenUnsatisfiable)^m(topologyKey) volumes=[&.Volume~m(name)^mr(name)
core/v1.PodStatus allocatedResources={q conditions=[&.PodCondition~m(type)^m(type) containerStatuses=[&.ContainerStatus~a ephemeralContainerStatuses=[&.ContainerStatus~a extendedResourceClaimStatus=&.PodExtendedResourceClaimStatus hostIP=s hostIPs=[&.HostIP~a^m(ip) initContainerStatuses=[&.ContainerStatus~a message=s nodeAllocatableResourceClaimStatuses=[&.NodeAllocatableResourceClaimStatus~m(resourceClaimName)^m(resourceClaimName) nominatedNodeName=s observedGeneration=l phase=s podIP=s podIPs=[&.PodIP~m(ip)^m(ip) qosClass=s reason=s resize=s resourceClaimStatuses=[&.PodResourceClaimStatus~m(name)^mr(name) resources=&.ResourceRequirements startTime=t volumeHealth=[&.PodVolumeHealth~m(name)
core/v1.PodTemplate apiVersion=s kind=s metadata=&meta/v1.ObjectMeta template=&.PodTemplateSpec
core/v1.PodTemplateList apiVersion=s items=[&.PodTemplate! kind=s metadata=&meta/v1.ListMeta
core/v1.PodTemplateSpec metadata=&meta/v1.ObjectMeta spec=&.PodSpec
core/v1.PodVolumeHealth healthConditions=[&.VolumeHealthCondition~m(status,reason)^m(status) lastTransitionTime=t name=s!
core/v1.PortStatus error=s port=i! protocol=s!
core/v1.PortworxVolumeSource fsType=s readOnly=b volumeID=s!
core/v1.Preconditions uid=s
core/v1.PreferAvoidPodsEntry evictionTime=t message=s podSignature=&.PodSignature! reason=s
core/v1.PreferredSchedulingTerm preference=&.NodeSelectorTerm! weight=i!
core/v1.Probe exec=&.ExecAction failureThreshold=i grpc=&.GRPCAction httpGet=&.HTTPGetAction initialDelaySeconds=i periodSeconds=i successThreshold=i tcpSocket=&.TCPSocketAction terminationGracePeriodSeconds=l timeoutSeconds=i
core/v1.ProbeHandler exec=&.ExecAction grpc=&.GRPCAction httpGet=&.HTTPGetAction tcpSocket=&.TCPSocketAction
core/v1.ProjectedVolumeSource defaultMode=i defaultUser=l sources=[&.VolumeProjection~a
core/v1.QuobyteVolumeSource group=s readOnly=b registry=s! tenant=s user=s volume=s!
core/v1.RBDPersistentVolumeSource fsType=s image=s! keyring=s="/etc/ceph/keyring" monitors=[s!~a pool=s="rbd" readOnly=b secretRef=&.SecretReference user=s="admin"
core/v1.RBDVolumeSource fsType=s image=s! keyring=s="/etc/ceph/keyring" monitors=[s!~a pool=s="rbd" readOnly=b secretRef=&.LocalObjectReference user=s="admin"
core/v1.RangeAllocation apiVersion=s data=y! kind=s metadata=&meta/v1.ObjectMeta range=s!
core/v1.ReplicationController apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ReplicationControllerSpec status=&.ReplicationControllerStatus
core/v1.ReplicationControllerCondition lastTransitionTime=t message=s reason=s status=s! type=s!
core/v1.ReplicationControllerList apiVersion=s items=[&.ReplicationController! kind=s metadata=&meta/v1.ListMeta
core/v1.ReplicationControllerSpec minReadySeconds=i=0 replicas=i=1 selector={s~a template=&.PodTemplateSpec
core/v1.ReplicationControllerStatus availableReplicas=i conditions=[&.ReplicationControllerCondition~m(type)^m(type) fullyLabeledReplicas=i observedGeneration=l readyReplicas=i replicas=i!
core/v1.ResourceClaim name=s! request=s
core/v1.ResourceFieldSelector! containerName=s divisor=q resource=s!
core/v1.ResourceHealth health=s message=s resourceID=s!
core/v1.ResourceQuota apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceQuotaSpec status=&.ResourceQuotaStatus
core/v1.ResourceQuotaList apiVersion=s items=[&.ResourceQuota! kind=s metadata=&meta/v1.ListMeta
core/v1.ResourceQuotaSpec hard={q scopeSelector=&.ScopeSelector scopes=[s~a
core/v1.ResourceQuotaStatus hard={q used={q
core/v1.ResourceRequirements claims=[&.ResourceClaim~m(name) limits={q requests={q
core/v1.ResourceStatus name=s! resources=[&.ResourceHealth~m(resourceID)
core/v1.SELinuxOptions level=s role=s type=s user=s
core/v1.ScaleIOPersistentVolumeSource fsType=s="xfs" gateway=s! protectionDomain=s readOnly=b secretRef=&.SecretReference! sslEnabled=b storageMode=s="ThinProvisioned" storagePool=s system=s! volumeName=s
core/v1.ScaleIOVolumeSource fsType=s="xfs" gateway=s! protectionDomain=s readOnly=b secretRef=&.LocalObjectReference! sslEnabled=b storageMode=s="ThinProvisioned" storagePool=s system=s! volumeName=s
core/v1.ScopeSelector! matchExpressions=[&.ScopedResourceSelectorRequirement~a
core/v1.ScopedResourceSelectorRequirement operator=s! scopeName=s! values=[s~a
core/v1.SeccompProfile localhostProfile=s type=s!
core/v1.Secret apiVersion=s data={y immutable=b kind=s metadata=&meta/v1.ObjectMeta stringData={s type=s
core/v1.SecretEnvSource name=s="" optional=b
core/v1.SecretKeySelector! key=s! name=s="" optional=b
core/v1.SecretList apiVersion=s items=[&.Secret! kind=s metadata=&meta/v1.ListMeta
core/v1.SecretProjection items=[&.KeyToPath~a name=s="" optional=b
core/v1.SecretReference! name=s namespace=s
core/v1.SecretVolumeSource defaultMode=i defaultUser=l items=[&.KeyToPath~a optional=b secretName=s
core/v1.SecurityContext allowPrivilegeEscalation=b appArmorProfile=&.AppArmorProfile capabilities=&.Capabilities privileged=b procMount=s readOnlyRootFilesystem=b runAsGroup=l runAsNonRoot=b runAsUser=l seLinuxOptions=&.SELinuxOptions seccompProfile=&.SeccompProfile windowsOptions=&.WindowsSecurityContextOptions
core/v1.SerializedReference apiVersion=s kind=s reference=&.ObjectReference
core/v1.Service apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ServiceSpec status=&.ServiceStatus
core/v1.ServiceAccount apiVersion=s automountServiceAccountToken=b imagePullSecrets=[&.LocalObjectReference~a kind=s metadata=&meta/v1.ObjectMeta secrets=[&.ObjectReference~m(name)^m(name)
core/v1.ServiceAccountList apiVersion=s items=[&.ServiceAccount! kind=s metadata=&meta/v1.ListMeta
core/v1.ServiceAccountTokenProjection audience=s expirationSeconds=l path=s! user=l
core/v1.ServiceList apiVersion=s items=[&.Service! kind=s metadata=&meta/v1.ListMeta
core/v1.ServicePort appProtocol=s name=s nodePort=i port=i! protocol=s="TCP" targetPort=x
core/v1.ServiceProxyOptions apiVersion=s kind=s path=s
core/v1.ServiceSpec allocateLoadBalancerNodePorts=b clusterIP=s clusterIPs=[s~a externalIPs=[s~a externalName=s externalTrafficPolicy=s healthCheckNodePort=i internalTrafficPolicy=s ipFamilies=[s~a ipFamilyPolicy=s loadBalancerClass=s loadBalancerIP=s loadBalancerSourceRanges=[s~a ports=[&.ServicePort~m(port,protocol)^m(port) publishNotReadyAddresses=b selector={s~a sessionAffinity=s sessionAffinityConfig=&.SessionAffinityConfig trafficDistribution=s type=s
core/v1.ServiceStatus conditions=[&meta/v1.Condition~m(type)^m(type) loadBalancer=&.LoadBalancerStatus
core/v1.SessionAffinityConfig clientIP=&.ClientIPConfig
core/v1.SleepAction seconds=l!
core/v1.StorageOSPersistentVolumeSource fsType=s readOnly=b secretRef=&.ObjectReference volumeName=s volumeNamespace=s
core/v1.StorageOSVolumeSource fsType=s readOnly=b secretRef=&.LocalObjectReference volumeName=s volumeNamespace=s
core/v1.Sysctl name=s! value=s!
core/v1.TCPSocketAction host=s port=x!
core/v1.Taint effect=s! key=s! timeAdded=t value=s
core/v1.Toleration effect=s key=s operator=s tolerationSeconds=l value=s
core/v1.TopologySelectorLabelRequirement key=s! values=[s!~a
core/v1.TopologySelectorTerm! matchLabelExpressions=[&.TopologySelectorLabelRequirement~a
core/v1.TopologySpreadConstraint labelSelector=&meta/v1.LabelSelector matchLabelKeys=[s~a maxSkew=i! minDomains=i nodeAffinityPolicy=s nodeTaintsPolicy=s topologyKey=s! whenUnsatisfiable=s!
core/v1.TypedLocalObjectReference! apiGroup=s kind=s! name=s!
core/v1.TypedObjectReference apiGroup=s kind=s! name=s! namespace=s
core/v1.Volume awsElasticBlockStore=&.AWSElasticBlockStoreVolumeSource azureDisk=&.AzureDiskVolumeSource azureFile=&.AzureFileVolumeSource cephfs=&.CephFSVolumeSource cinder=&.CinderVolumeSource configMap=&.ConfigMapVolumeSource csi=&.CSIVolumeSource downwardAPI=&.DownwardAPIVolumeSource emptyDir=&.EmptyDirVolumeSource ephemeral=&.EphemeralVolumeSource fc=&.FCVolumeSource flexVolume=&.FlexVolumeSource flocker=&.FlockerVolumeSource gcePersistentDisk=&.GCEPersistentDiskVolumeSource gitRepo=&.GitRepoVolumeSource glusterfs=&.GlusterfsVolumeSource hostPath=&.HostPathVolumeSource image=&.ImageVolumeSource iscsi=&.ISCSIVolumeSource name=s! nfs=&.NFSVolumeSource persistentVolumeClaim=&.PersistentVolumeClaimVolumeSource photonPersistentDisk=&.PhotonPersistentDiskVolumeSource portworxVolume=&.PortworxVolumeSource projected=&.ProjectedVolumeSource quobyte=&.QuobyteVolumeSource rbd=&.RBDVolumeSource scaleIO=&.ScaleIOVolumeSource secret=&.SecretVolumeSource storageos=&.StorageOSVolumeSource vsphereVolume=&.VsphereVirtualDiskVolumeSource
core/v1.VolumeDevice devicePath=s! name=s!
core/v1.VolumeHealthCondition message=s reason=s! status=s!
core/v1.VolumeHealthStatus healthConditions=[&.VolumeHealthCondition~m(status,reason)^m(status) lastTransitionTime=t
core/v1.VolumeMount bindMountOptions=[s~s mountPath=s! mountPropagation=s name=s! readOnly=b recursiveReadOnly=s subPath=s subPathExpr=s
core/v1.VolumeMountStatus mountPath=s! name=s! readOnly=b recursiveReadOnly=s volumeStatus=&.VolumeStatus
core/v1.VolumeNodeAffinity required=&.NodeSelector
core/v1.VolumeProjection clusterTrustBundle=&.ClusterTrustBundleProjection configMap=&.ConfigMapProjection downwardAPI=&.DownwardAPIProjection podCertificate=&.PodCertificateProjection secret=&.SecretProjection serviceAccountToken=&.ServiceAccountTokenProjection
core/v1.VolumeResourceRequirements limits={q requests={q
core/v1.VolumeSource awsElasticBlockStore=&.AWSElasticBlockStoreVolumeSource azureDisk=&.AzureDiskVolumeSource azureFile=&.AzureFileVolumeSource cephfs=&.CephFSVolumeSource cinder=&.CinderVolumeSource configMap=&.ConfigMapVolumeSource csi=&.CSIVolumeSource downwardAPI=&.DownwardAPIVolumeSource emptyDir=&.EmptyDirVolumeSource ephemeral=&.EphemeralVolumeSource fc=&.FCVolumeSource flexVolume=&.FlexVolumeSource flocker=&.FlockerVolumeSource gcePersistentDisk=&.GCEPersistentDiskVolumeSource gitRepo=&.GitRepoVolumeSource glusterfs=&.GlusterfsVolumeSource hostPath=&.HostPathVolumeSource image=&.ImageVolumeSource iscsi=&.ISCSIVolumeSource nfs=&.NFSVolumeSource persistentVolumeClaim=&.PersistentVolumeClaimVolumeSource photonPersistentDisk=&.PhotonPersistentDiskVolumeSource portworxVolume=&.PortworxVolumeSource projected=&.ProjectedVolumeSource quobyte=&.QuobyteVolumeSource rbd=&.RBDVolumeSource scaleIO=&.ScaleIOVolumeSource secret=&.SecretVolumeSource storageos=&.StorageOSVolumeSource vsphereVolume=&.VsphereVirtualDiskVolumeSource
core/v1.VolumeStatus image=&.ImageVolumeStatus
core/v1.VsphereVirtualDiskVolumeSource fsType=s storagePolicyID=s storagePolicyName=s volumePath=s!
core/v1.WeightedPodAffinityTerm podAffinityTerm=&.PodAffinityTerm! weight=i!
core/v1.WindowsSecurityContextOptions gmsaCredentialSpec=s gmsaCredentialSpecName=s hostProcess=b runAsUserName=s
discovery.k8s.io/v1.Endpoint addresses=[s!~s conditions=&.EndpointConditions deprecatedTopology={s hints=&.EndpointHints hostname=s nodeName=s targetRef=&core/v1.ObjectReference zone=s
discovery.k8s.io/v1.EndpointConditions ready=b serving=b terminating=b
discovery.k8s.io/v1.EndpointHints forNodes=[&.ForNode~a forZones=[&.ForZone~a
discovery.k8s.io/v1.EndpointPort! appProtocol=s name=s port=i protocol=s
discovery.k8s.io/v1.EndpointSlice addressType=s! apiVersion=s endpoints=[&.Endpoint~a kind=s metadata=&meta/v1.ObjectMeta ports=[&.EndpointPort~a
discovery.k8s.io/v1.EndpointSliceList apiVersion=s items=[&.EndpointSlice! kind=s metadata=&meta/v1.ListMeta
discovery.k8s.io/v1.ForNode name=s!
discovery.k8s.io/v1.ForZone name=s!
discovery.k8s.io/v1beta1.Endpoint addresses=[s!~s conditions=&.EndpointConditions hints=&.EndpointHints hostname=s nodeName=s targetRef=&core/v1.ObjectReference topology={s
discovery.k8s.io/v1beta1.EndpointConditions ready=b serving=b terminating=b
discovery.k8s.io/v1beta1.EndpointHints forNodes=[&.ForNode~a forZones=[&.ForZone~a
discovery.k8s.io/v1beta1.EndpointPort appProtocol=s name=s port=i protocol=s
discovery.k8s.io/v1beta1.EndpointSlice addressType=s! apiVersion=s endpoints=[&.Endpoint!~a kind=s metadata=&meta/v1.ObjectMeta ports=[&.EndpointPort~a
discovery.k8s.io/v1beta1.EndpointSliceList apiVersion=s items=[&.EndpointSlice! kind=s metadata=&meta/v1.ListMeta
discovery.k8s.io/v1beta1.ForNode name=s!
discovery.k8s.io/v1beta1.ForZone name=s!
events.k8s.io/v1.Event action=s apiVersion=s deprecatedCount=i deprecatedFirstTimestamp=t deprecatedLastTimestamp=t deprecatedSource=&core/v1.EventSource eventTime=u! kind=s metadata=&meta/v1.ObjectMeta note=s reason=s regarding=&core/v1.ObjectReference related=&core/v1.ObjectReference reportingController=s reportingInstance=s series=&.EventSeries type=s
events.k8s.io/v1.EventList apiVersion=s items=[&.Event! kind=s metadata=&meta/v1.ListMeta
events.k8s.io/v1.EventSeries count=i! lastObservedTime=u!
events.k8s.io/v1beta1.Event action=s apiVersion=s deprecatedCount=i deprecatedFirstTimestamp=t deprecatedLastTimestamp=t deprecatedSource=&core/v1.EventSource eventTime=u! kind=s metadata=&meta/v1.ObjectMeta note=s reason=s regarding=&core/v1.ObjectReference related=&core/v1.ObjectReference reportingController=s reportingInstance=s series=&.EventSeries type=s
events.k8s.io/v1beta1.EventList apiVersion=s items=[&.Event! kind=s metadata=&meta/v1.ListMeta
events.k8s.io/v1beta1.EventSeries count=i! lastObservedTime=u!
extensions/v1beta1.DaemonSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DaemonSetSpec status=&.DaemonSetStatus
extensions/v1beta1.DaemonSetCondition lastTransitionTime=t message=s reason=s status=s! type=s!
extensions/v1beta1.DaemonSetList apiVersion=s items=[&.DaemonSet! kind=s metadata=&meta/v1.ListMeta
extensions/v1beta1.DaemonSetSpec minReadySeconds=i revisionHistoryLimit=i selector=&meta/v1.LabelSelector template=&core/v1.PodTemplateSpec! templateGeneration=l updateStrategy=&.DaemonSetUpdateStrategy
extensions/v1beta1.DaemonSetStatus collisionCount=i conditions=[&.DaemonSetCondition~m(type)^m(type) currentNumberScheduled=i! desiredNumberScheduled=i! numberAvailable=i numberMisscheduled=i! numberReady=i! numberUnavailable=i observedGeneration=l updatedNumberScheduled=i
extensions/v1beta1.DaemonSetUpdateStrategy rollingUpdate=&.RollingUpdateDaemonSet type=s
extensions/v1beta1.Deployment apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeploymentSpec status=&.DeploymentStatus
extensions/v1beta1.DeploymentCondition lastTransitionTime=t lastUpdateTime=t message=s reason=s status=s! type=s!
extensions/v1beta1.DeploymentList apiVersion=s items=[&.Deployment! kind=s metadata=&meta/v1.ListMeta
extensions/v1beta1.DeploymentRollback apiVersion=s kind=s name=s! rollbackTo=&.RollbackConfig! updatedAnnotations={s
extensions/v1beta1.DeploymentSpec minReadySeconds=i paused=b progressDeadlineSeconds=i replicas=i revisionHistoryLimit=i rollbackTo=&.RollbackConfig selector=&meta/v1.LabelSelector strategy=&.DeploymentStrategy^r template=&core/v1.PodTemplateSpec!
extensions/v1beta1.DeploymentStatus availableReplicas=i collisionCount=i conditions=[&.DeploymentCondition~m(type)^m(type) observedGeneration=l readyReplicas=i replicas=i terminatingReplicas=i unavailableReplicas=i updatedReplicas=i
extensions/v1beta1.DeploymentStrategy rollingUpdate=&.RollingUpdateDeployment type=s
extensions/v1beta1.HTTPIngressPath backend=&.IngressBackend! path=s pathType=s
extensions/v1beta1.HTTPIngressRuleValue paths=[&.HTTPIngressPath!~a
extensions/v1beta1.IPBlock cidr=s! except=[s~a
extensions/v1beta1.Ingress apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.IngressSpec status=&.IngressStatus
extensions/v1beta1.IngressBackend resource=&core/v1.TypedLocalObjectReference serviceName=s servicePort=x
extensions/v1beta1.IngressList apiVersion=s items=[&.Ingress! kind=s metadata=&meta/v1.ListMeta
extensions/v1beta1.IngressLoadBalancerIngress hostname=s ip=s ports=[&.IngressPortStatus~a
extensions/v1beta1.IngressLoadBalancerStatus ingress=[&.IngressLoadBalancerIngress~a
extensions/v1beta1.IngressPortStatus error=s port=i! protocol=s!
extensions/v1beta1.IngressRule host=s http=&.HTTPIngressRuleValue
extensions/v1beta1.IngressRuleValue http=&.HTTPIngressRuleValue
extensions/v1beta1.IngressSpec backend=&.IngressBackend ingressClassName=s rules=[&.IngressRule~a tls=[&.IngressTLS~a
extensions/v1beta1.IngressStatus loadBalancer=&.IngressLoadBalancerStatus
extensions/v1beta1.IngressTLS hosts=[s~a secretName=s
extensions/v1beta1.NetworkPolicy apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.NetworkPolicySpec
extensions/v1beta1.NetworkPolicyEgressRule ports=[&.NetworkPolicyPort~a to=[&.NetworkPolicyPeer~a
extensions/v1beta1.NetworkPolicyIngressRule from=[&.NetworkPolicyPeer~a ports=[&.NetworkPolicyPort~a
extensions/v1beta1.NetworkPolicyList apiVersion=s items=[&.NetworkPolicy! kind=s metadata=&meta/v1.ListMeta
extensions/v1beta1.NetworkPolicyPeer ipBlock=&.IPBlock namespaceSelector=&meta/v1.LabelSelector podSelector=&meta/v1.LabelSelector
extensions/v1beta1.NetworkPolicyPort endPort=i port=x protocol=s
extensions/v1beta1.NetworkPolicySpec egress=[&.NetworkPolicyEgressRule~a ingress=[&.NetworkPolicyIngressRule~a podSelector=&meta/v1.LabelSelector! policyTypes=[s~a
extensions/v1beta1.ReplicaSet apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ReplicaSetSpec status=&.ReplicaSetStatus
extensions/v1beta1.ReplicaSetCondition lastTransitionTime=t message=s reason=s status=s! type=s!
extensions/v1beta1.ReplicaSetList apiVersion=s items=[&.ReplicaSet! kind=s metadata=&meta/v1.ListMeta
extensions/v1beta1.ReplicaSetSpec minReadySeconds=i replicas=i selector=&meta/v1.LabelSelector template=&core/v1.PodTemplateSpec
extensions/v1beta1.ReplicaSetStatus availableReplicas=i conditions=[&.ReplicaSetCondition~m(type)^m(type) fullyLabeledReplicas=i observedGeneration=l readyReplicas=i replicas=i! terminatingReplicas=i
extensions/v1beta1.RollbackConfig revision=l
extensions/v1beta1.RollingUpdateDaemonSet maxSurge=x maxUnavailable=x
extensions/v1beta1.RollingUpdateDeployment maxSurge=x maxUnavailable=x
extensions/v1beta1.Scale apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ScaleSpec status=&.ScaleStatus
extensions/v1beta1.ScaleSpec replicas=i=0
extensions/v1beta1.ScaleStatus replicas=i! selector={s~a targetSelector=s
flowcontrol.apiserver.k8s.io/v1.ExemptPriorityLevelConfiguration lendablePercent=i nominalConcurrencyShares=i
flowcontrol.apiserver.k8s.io/v1.FlowDistinguisherMethod type=s!
flowcontrol.apiserver.k8s.io/v1.FlowSchema apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.FlowSchemaSpec status=&.FlowSchemaStatus
flowcontrol.apiserver.k8s.io/v1.FlowSchemaCondition lastTransitionTime=t message=s reason=s status=s type=s
flowcontrol.apiserver.k8s.io/v1.FlowSchemaList apiVersion=s items=[&.FlowSchema! kind=s metadata=&meta/v1.ListMeta
flowcontrol.apiserver.k8s.io/v1.FlowSchemaSpec distinguisherMethod=&.FlowDistinguisherMethod matchingPrecedence=i priorityLevelConfiguration=&.PriorityLevelConfigurationReference! rules=[&.PolicyRulesWithSubjects~a
flowcontrol.apiserver.k8s.io/v1.FlowSchemaStatus conditions=[&.FlowSchemaCondition~m(type)^m(type)
flowcontrol.apiserver.k8s.io/v1.GroupSubject name=s!
flowcontrol.apiserver.k8s.io/v1.LimitResponse queuing=&.QueuingConfiguration type=s!
flowcontrol.apiserver.k8s.io/v1.LimitedPriorityLevelConfiguration borrowingLimitPercent=i lendablePercent=i limitResponse=&.LimitResponse nominalConcurrencyShares=i
flowcontrol.apiserver.k8s.io/v1.NonResourcePolicyRule nonResourceURLs=[s!~s verbs=[s!~s
flowcontrol.apiserver.k8s.io/v1.PolicyRulesWithSubjects nonResourceRules=[&.NonResourcePolicyRule~a resourceRules=[&.ResourcePolicyRule~a subjects=[&.Subject!~a
flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfiguration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PriorityLevelConfigurationSpec status=&.PriorityLevelConfigurationStatus
flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfigurationCondition lastTransitionTime=t message=s reason=s status=s type=s
flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfigurationList apiVersion=s items=[&.PriorityLevelConfiguration! kind=s metadata=&meta/v1.ListMeta
flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfigurationReference name=s!
flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfigurationSpec exempt=&.ExemptPriorityLevelConfiguration limited=&.LimitedPriorityLevelConfiguration type=s!
flowcontrol.apiserver.k8s.io/v1.PriorityLevelConfigurationStatus conditions=[&.PriorityLevelConfigurationCondition~m(type)^m(type)
flowcontrol.apiserver.k8s.io/v1.QueuingConfiguration handSize=i queueLengthLimit=i queues=i
flowcontrol.apiserver.k8s.io/v1.ResourcePolicyRule apiGroups=[s!~s clusterScope=b namespaces=[s~s resources=[s!~s verbs=[s!~s
flowcontrol.apiserver.k8s.io/v1.ServiceAccountSubject name=s! namespace=s!
flowcontrol.apiserver.k8s.io/v1.Subject group=&.GroupSubject kind=s! serviceAccount=&.ServiceAccountSubject user=&.UserSubject
flowcontrol.apiserver.k8s.io/v1.UserSubject name=s!
flowcontrol.apiserver.k8s.io/v1beta1.ExemptPriorityLevelConfiguration lendablePercent=i nominalConcurrencyShares=i
flowcontrol.apiserver.k8s.io/v1beta1.FlowDistinguisherMethod type=s!
flowcontrol.apiserver.k8s.io/v1beta1.FlowSchema apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.FlowSchemaSpec status=&.FlowSchemaStatus
flowcontrol.apiserver.k8s.io/v1beta1.FlowSchemaCondition lastTransitionTime=t message=s reason=s status=s type=s
flowcontrol.apiserver.k8s.io/v1beta1.FlowSchemaList apiVersion=s items=[&.FlowSchema! kind=s metadata=&meta/v1.ListMeta
flowcontrol.apiserver.k8s.io/v1beta1.FlowSchemaSpec distinguisherMethod=&.FlowDistinguisherMethod matchingPrecedence=i priorityLevelConfiguration=&.PriorityLevelConfigurationReference! rules=[&.PolicyRulesWithSubjects~a
flowcontrol.apiserver.k8s.io/v1beta1.FlowSchemaStatus conditions=[&.FlowSchemaCondition~m(type)
flowcontrol.apiserver.k8s.io/v1beta1.GroupSubject name=s!
flowcontrol.apiserver.k8s.io/v1beta1.LimitResponse queuing=&.QueuingConfiguration type=s!
flowcontrol.apiserver.k8s.io/v1beta1.LimitedPriorityLevelConfiguration assuredConcurrencyShares=i borrowingLimitPercent=i lendablePercent=i limitResponse=&.LimitResponse
flowcontrol.apiserver.k8s.io/v1beta1.NonResourcePolicyRule nonResourceURLs=[s!~s verbs=[s!~s
flowcontrol.apiserver.k8s.io/v1beta1.PolicyRulesWithSubjects nonResourceRules=[&.NonResourcePolicyRule~a resourceRules=[&.ResourcePolicyRule~a subjects=[&.Subject!~a
flowcontrol.apiserver.k8s.io/v1beta1.PriorityLevelConfiguration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PriorityLevelConfigurationSpec status=&.PriorityLevelConfigurationStatus
flowcontrol.apiserver.k8s.io/v1beta1.PriorityLevelConfigurationCondition lastTransitionTime=t message=s reason=s status=s type=s
flowcontrol.apiserver.k8s.io/v1beta1.PriorityLevelConfigurationList apiVersion=s items=[&.PriorityLevelConfiguration! kind=s metadata=&meta/v1.ListMeta
flowcontrol.apiserver.k8s.io/v1beta1.PriorityLevelConfigurationReference name=s!
flowcontrol.apiserver.k8s.io/v1beta1.PriorityLevelConfigurationSpec exempt=&.ExemptPriorityLevelConfiguration limited=&.LimitedPriorityLevelConfiguration type=s!
flowcontrol.apiserver.k8s.io/v1beta1.PriorityLevelConfigurationStatus conditions=[&.PriorityLevelConfigurationCondition~m(type)
flowcontrol.apiserver.k8s.io/v1beta1.QueuingConfiguration handSize=i queueLengthLimit=i queues=i
flowcontrol.apiserver.k8s.io/v1beta1.ResourcePolicyRule apiGroups=[s!~s clusterScope=b namespaces=[s~s resources=[s!~s verbs=[s!~s
flowcontrol.apiserver.k8s.io/v1beta1.ServiceAccountSubject name=s! namespace=s!
flowcontrol.apiserver.k8s.io/v1beta1.Subject group=&.GroupSubject kind=s! serviceAccount=&.ServiceAccountSubject user=&.UserSubject
flowcontrol.apiserver.k8s.io/v1beta1.UserSubject name=s!
flowcontrol.apiserver.k8s.io/v1beta2.ExemptPriorityLevelConfiguration lendablePercent=i nominalConcurrencyShares=i
flowcontrol.apiserver.k8s.io/v1beta2.FlowDistinguisherMethod type=s!
flowcontrol.apiserver.k8s.io/v1beta2.FlowSchema apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.FlowSchemaSpec status=&.FlowSchemaStatus
flowcontrol.apiserver.k8s.io/v1beta2.FlowSchemaCondition lastTransitionTime=t message=s reason=s status=s type=s
flowcontrol.apiserver.k8s.io/v1beta2.FlowSchemaList apiVersion=s items=[&.FlowSchema! kind=s metadata=&meta/v1.ListMeta
flowcontrol.apiserver.k8s.io/v1beta2.FlowSchemaSpec distinguisherMethod=&.FlowDistinguisherMethod matchingPrecedence=i priorityLevelConfiguration=&.PriorityLevelConfigurationReference! rules=[&.PolicyRulesWithSubjects~a
flowcontrol.apiserver.k8s.io/v1beta2.FlowSchemaStatus conditions=[&.FlowSchemaCondition~m(type)
flowcontrol.apiserver.k8s.io/v1beta2.GroupSubject name=s!
flowcontrol.apiserver.k8s.io/v1beta2.LimitResponse queuing=&.QueuingConfiguration type=s!
flowcontrol.apiserver.k8s.io/v1beta2.LimitedPriorityLevelConfiguration assuredConcurrencyShares=i borrowingLimitPercent=i lendablePercent=i limitResponse=&.LimitResponse
flowcontrol.apiserver.k8s.io/v1beta2.NonResourcePolicyRule nonResourceURLs=[s!~s verbs=[s!~s
flowcontrol.apiserver.k8s.io/v1beta2.PolicyRulesWithSubjects nonResourceRules=[&.NonResourcePolicyRule~a resourceRules=[&.ResourcePolicyRule~a subjects=[&.Subject!~a
flowcontrol.apiserver.k8s.io/v1beta2.PriorityLevelConfiguration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PriorityLevelConfigurationSpec status=&.PriorityLevelConfigurationStatus
flowcontrol.apiserver.k8s.io/v1beta2.PriorityLevelConfigurationCondition lastTransitionTime=t message=s reason=s status=s type=s
flowcontrol.apiserver.k8s.io/v1beta2.PriorityLevelConfigurationList apiVersion=s items=[&.PriorityLevelConfiguration! kind=s metadata=&meta/v1.ListMeta
flowcontrol.apiserver.k8s.io/v1beta2.PriorityLevelConfigurationReference name=s!
flowcontrol.apiserver.k8s.io/v1beta2.PriorityLevelConfigurationSpec exempt=&.ExemptPriorityLevelConfiguration limited=&.LimitedPriorityLevelConfiguration type=s!
flowcontrol.apiserver.k8s.io/v1beta2.PriorityLevelConfigurationStatus conditions=[&.PriorityLevelConfigurationCondition~m(type)
flowcontrol.apiserver.k8s.io/v1beta2.QueuingConfiguration handSize=i queueLengthLimit=i queues=i
flowcontrol.apiserver.k8s.io/v1beta2.ResourcePolicyRule apiGroups=[s!~s clusterScope=b namespaces=[s~s resources=[s!~s verbs=[s!~s
flowcontrol.apiserver.k8s.io/v1beta2.ServiceAccountSubject name=s! namespace=s!
flowcontrol.apiserver.k8s.io/v1beta2.Subject group=&.GroupSubject kind=s! serviceAccount=&.ServiceAccountSubject user=&.UserSubject
flowcontrol.apiserver.k8s.io/v1beta2.UserSubject name=s!
flowcontrol.apiserver.k8s.io/v1beta3.ExemptPriorityLevelConfiguration lendablePercent=i nominalConcurrencyShares=i
flowcontrol.apiserver.k8s.io/v1beta3.FlowDistinguisherMethod type=s!
flowcontrol.apiserver.k8s.io/v1beta3.FlowSchema apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.FlowSchemaSpec status=&.FlowSchemaStatus
flowcontrol.apiserver.k8s.io/v1beta3.FlowSchemaCondition lastTransitionTime=t message=s reason=s status=s type=s
flowcontrol.apiserver.k8s.io/v1beta3.FlowSchemaList apiVersion=s items=[&.FlowSchema! kind=s metadata=&meta/v1.ListMeta
flowcontrol.apiserver.k8s.io/v1beta3.FlowSchemaSpec distinguisherMethod=&.FlowDistinguisherMethod matchingPrecedence=i priorityLevelConfiguration=&.PriorityLevelConfigurationReference! rules=[&.PolicyRulesWithSubjects~a
flowcontrol.apiserver.k8s.io/v1beta3.FlowSchemaStatus conditions=[&.FlowSchemaCondition~m(type)^m(type)
flowcontrol.apiserver.k8s.io/v1beta3.GroupSubject name=s!
flowcontrol.apiserver.k8s.io/v1beta3.LimitResponse queuing=&.QueuingConfiguration type=s!
flowcontrol.apiserver.k8s.io/v1beta3.LimitedPriorityLevelConfiguration borrowingLimitPercent=i lendablePercent=i limitResponse=&.LimitResponse nominalConcurrencyShares=i
flowcontrol.apiserver.k8s.io/v1beta3.NonResourcePolicyRule nonResourceURLs=[s!~s verbs=[s!~s
flowcontrol.apiserver.k8s.io/v1beta3.PolicyRulesWithSubjects nonResourceRules=[&.NonResourcePolicyRule~a resourceRules=[&.ResourcePolicyRule~a subjects=[&.Subject!~a
flowcontrol.apiserver.k8s.io/v1beta3.PriorityLevelConfiguration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PriorityLevelConfigurationSpec status=&.PriorityLevelConfigurationStatus
flowcontrol.apiserver.k8s.io/v1beta3.PriorityLevelConfigurationCondition lastTransitionTime=t message=s reason=s status=s type=s
flowcontrol.apiserver.k8s.io/v1beta3.PriorityLevelConfigurationList apiVersion=s items=[&.PriorityLevelConfiguration! kind=s metadata=&meta/v1.ListMeta
flowcontrol.apiserver.k8s.io/v1beta3.PriorityLevelConfigurationReference name=s!
flowcontrol.apiserver.k8s.io/v1beta3.PriorityLevelConfigurationSpec exempt=&.ExemptPriorityLevelConfiguration limited=&.LimitedPriorityLevelConfiguration type=s!
flowcontrol.apiserver.k8s.io/v1beta3.PriorityLevelConfigurationStatus conditions=[&.PriorityLevelConfigurationCondition~m(type)^m(type)
flowcontrol.apiserver.k8s.io/v1beta3.QueuingConfiguration handSize=i queueLengthLimit=i queues=i
flowcontrol.apiserver.k8s.io/v1beta3.ResourcePolicyRule apiGroups=[s!~s clusterScope=b namespaces=[s~s resources=[s!~s verbs=[s!~s
flowcontrol.apiserver.k8s.io/v1beta3.ServiceAccountSubject name=s! namespace=s!
flowcontrol.apiserver.k8s.io/v1beta3.Subject group=&.GroupSubject kind=s! serviceAccount=&.ServiceAccountSubject user=&.UserSubject
flowcontrol.apiserver.k8s.io/v1beta3.UserSubject name=s!
imagepolicy.k8s.io/v1alpha1.ImageReview apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ImageReviewSpec status=&.ImageReviewStatus
imagepolicy.k8s.io/v1alpha1.ImageReviewContainerSpec image=s
imagepolicy.k8s.io/v1alpha1.ImageReviewSpec annotations={s containers=[&.ImageReviewContainerSpec~a namespace=s
imagepolicy.k8s.io/v1alpha1.ImageReviewStatus allowed=b auditAnnotations={s reason=s
internal.apiserver.k8s.io/v1alpha1.ServerStorageVersion apiServerID=s decodableVersions=[s~s encodingVersion=s servedVersions=[s~s
internal.apiserver.k8s.io/v1alpha1.StorageVersion apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=s status=&.StorageVersionStatus
internal.apiserver.k8s.io/v1alpha1.StorageVersionCondition lastTransitionTime=t message=s observedGeneration=l reason=s! status=s! type=s!
internal.apiserver.k8s.io/v1alpha1.StorageVersionList apiVersion=s items=[&.StorageVersion! kind=s metadata=&meta/v1.ListMeta
internal.apiserver.k8s.io/v1alpha1.StorageVersionStatus commonEncodingVersion=s conditions=[&.StorageVersionCondition~m(type) storageVersions=[&.ServerStorageVersion~m(apiServerID)
lifecycle.k8s.io/v1alpha1.Eviction apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.EvictionSpec! status=&.EvictionStatus
lifecycle.k8s.io/v1alpha1.EvictionList apiVersion=s items=[&.Eviction! kind=s metadata=&meta/v1.ListMeta
lifecycle.k8s.io/v1alpha1.EvictionPodReference name=s! uid=s!
lifecycle.k8s.io/v1alpha1.EvictionRequest apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.EvictionRequestSpec! status=&.EvictionRequestStatus
lifecycle.k8s.io/v1alpha1.EvictionRequestList apiVersion=s items=[&.EvictionRequest! kind=s metadata=&meta/v1.ListMeta
lifecycle.k8s.io/v1alpha1.EvictionRequestPodReference name=s! uid=s!
lifecycle.k8s.io/v1alpha1.EvictionRequestSpec intent=s! requester=s! target=&.EvictionRequestTarget!
lifecycle.k8s.io/v1alpha1.EvictionRequestStatus conditions=[&meta/v1.Condition~m(type)^m(type) observedGeneration=l
lifecycle.k8s.io/v1alpha1.EvictionRequestTarget pod=&.EvictionRequestPodReference
lifecycle.k8s.io/v1alpha1.EvictionSpec target=&.EvictionTarget!
lifecycle.k8s.io/v1alpha1.EvictionStatus conditions=[&meta/v1.Condition~m(type)^m(type) observedGeneration=l requesters=[&.Requester~m(name)^m(name) responders=[&.ResponderStatus~m(name)^m(name) targetResponders=[&.TargetResponder~m(name)^m(name)
lifecycle.k8s.io/v1alpha1.EvictionTarget pod=&.EvictionPodReference
lifecycle.k8s.io/v1alpha1.Requester! intent=s! name=s!
lifecycle.k8s.io/v1alpha1.ResponderStatus completionTime=t expectedCompletionTime=t heartbeatTime=t message=s name=s! startTime=t
lifecycle.k8s.io/v1alpha1.TargetResponder! name=s! priority=i! state=s!
meta/v1.Condition lastTransitionTime=t! message=s! observedGeneration=l reason=s! status=s! type=s!
meta/v1.DeleteOptions apiVersion=s dryRun=[s~a gracePeriodSeconds=l ignoreStoreReadErrorWithClusterBreakingPotential=b kind=s orphanDependents=b preconditions=&.Preconditions propagationPolicy=s
meta/v1.FieldSelectorRequirement key=s! operator=s! values=[s~a
meta/v1.GroupResource group=s! resource=s!
meta/v1.GroupVersionKind group=s! kind=s! version=s!
meta/v1.GroupVersionResource group=s! resource=s! version=s!
meta/v1.LabelSelector! matchExpressions=[&.LabelSelectorRequirement~a matchLabels={s
meta/v1.LabelSelectorRequirement key=s! operator=s! values=[s~a
meta/v1.ListMeta continue=s remainingItemCount=l resourceVersion=s selfLink=s
meta/v1.ManagedFieldsEntry apiVersion=s fieldsType=s fieldsV1=* manager=s operation=s subresource=s time=t
meta/v1.ObjectMeta annotations={s creationTimestamp=t deletionGracePeriodSeconds=l deletionTimestamp=t finalizers=[s~s^m generateName=s generation=l labels={s managedFields=[&.ManagedFieldsEntry~a name=s namespace=s ownerReferences=[&.OwnerReference~m(uid)^m(uid) resourceVersion=s selfLink=s uid=s
meta/v1.OwnerReference! apiVersion=s! blockOwnerDeletion=b controller=b kind=s! name=s! uid=s!
meta/v1.Preconditions resourceVersion=s uid=s
meta/v1.Status apiVersion=s code=i details=&.StatusDetails~a kind=s message=s metadata=&.ListMeta reason=s status=s
meta/v1.StatusCause field=s message=s reason=s
meta/v1.StatusDetails causes=[&.StatusCause~a group=s kind=s name=s retryAfterSeconds=i uid=s
meta/v1.TypeMeta apiVersion=s kind=s
networking.k8s.io/v1.HTTPIngressPath backend=&.IngressBackend! path=s pathType=s!
networking.k8s.io/v1.HTTPIngressRuleValue paths=[&.HTTPIngressPath!~a
networking.k8s.io/v1.IPAddress apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.IPAddressSpec
networking.k8s.io/v1.IPAddressList apiVersion=s items=[&.IPAddress! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1.IPAddressSpec parentRef=&.ParentReference
networking.k8s.io/v1.IPBlock cidr=s! except=[s~a
networking.k8s.io/v1.Ingress apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.IngressSpec status=&.IngressStatus
networking.k8s.io/v1.IngressBackend resource=&core/v1.TypedLocalObjectReference service=&.IngressServiceBackend
networking.k8s.io/v1.IngressClass apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.IngressClassSpec
networking.k8s.io/v1.IngressClassList apiVersion=s items=[&.IngressClass! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1.IngressClassParametersReference apiGroup=s kind=s! name=s! namespace=s scope=s
networking.k8s.io/v1.IngressClassSpec controller=s parameters=&.IngressClassParametersReference
networking.k8s.io/v1.IngressList apiVersion=s items=[&.Ingress! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1.IngressLoadBalancerIngress hostname=s ip=s ports=[&.IngressPortStatus~a
networking.k8s.io/v1.IngressLoadBalancerStatus ingress=[&.IngressLoadBalancerIngress~a
networking.k8s.io/v1.IngressPortStatus error=s port=i! protocol=s!
networking.k8s.io/v1.IngressRule host=s http=&.HTTPIngressRuleValue
networking.k8s.io/v1.IngressRuleValue http=&.HTTPIngressRuleValue
networking.k8s.io/v1.IngressServiceBackend name=s! port=&.ServiceBackendPort
networking.k8s.io/v1.IngressSpec defaultBackend=&.IngressBackend ingressClassName=s rules=[&.IngressRule~a tls=[&.IngressTLS~a
networking.k8s.io/v1.IngressStatus loadBalancer=&.IngressLoadBalancerStatus
networking.k8s.io/v1.IngressTLS hosts=[s~a secretName=s
networking.k8s.io/v1.NetworkPolicy apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.NetworkPolicySpec
networking.k8s.io/v1.NetworkPolicyEgressRule ports=[&.NetworkPolicyPort~a to=[&.NetworkPolicyPeer~a
networking.k8s.io/v1.NetworkPolicyIngressRule from=[&.NetworkPolicyPeer~a ports=[&.NetworkPolicyPort~a
networking.k8s.io/v1.NetworkPolicyList apiVersion=s items=[&.NetworkPolicy! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1.NetworkPolicyPeer ipBlock=&.IPBlock namespaceSelector=&meta/v1.LabelSelector podSelector=&meta/v1.LabelSelector
networking.k8s.io/v1.NetworkPolicyPort endPort=i port=x protocol=s
networking.k8s.io/v1.NetworkPolicySpec egress=[&.NetworkPolicyEgressRule~a ingress=[&.NetworkPolicyIngressRule~a podSelector=&meta/v1.LabelSelector policyTypes=[s~a
networking.k8s.io/v1.ParentReference group=s name=s namespace=s resource=s
networking.k8s.io/v1.ServiceBackendPort! name=s number=i
networking.k8s.io/v1.ServiceCIDR apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ServiceCIDRSpec status=&.ServiceCIDRStatus
networking.k8s.io/v1.ServiceCIDRList apiVersion=s items=[&.ServiceCIDR! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1.ServiceCIDRSpec cidrs=[s~a
networking.k8s.io/v1.ServiceCIDRStatus conditions=[&meta/v1.Condition~m(type)^m(type)
networking.k8s.io/v1beta1.HTTPIngressPath backend=&.IngressBackend! path=s pathType=s
networking.k8s.io/v1beta1.HTTPIngressRuleValue paths=[&.HTTPIngressPath!~a
networking.k8s.io/v1beta1.IPAddress apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.IPAddressSpec
networking.k8s.io/v1beta1.IPAddressList apiVersion=s items=[&.IPAddress! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1beta1.IPAddressSpec parentRef=&.ParentReference
networking.k8s.io/v1beta1.Ingress apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.IngressSpec status=&.IngressStatus
networking.k8s.io/v1beta1.IngressBackend resource=&core/v1.TypedLocalObjectReference serviceName=s servicePort=x
networking.k8s.io/v1beta1.IngressClass apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.IngressClassSpec
networking.k8s.io/v1beta1.IngressClassList apiVersion=s items=[&.IngressClass! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1beta1.IngressClassParametersReference apiGroup=s kind=s! name=s! namespace=s scope=s!
networking.k8s.io/v1beta1.IngressClassSpec controller=s parameters=&.IngressClassParametersReference
networking.k8s.io/v1beta1.IngressList apiVersion=s items=[&.Ingress! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1beta1.IngressLoadBalancerIngress hostname=s ip=s ports=[&.IngressPortStatus~a
networking.k8s.io/v1beta1.IngressLoadBalancerStatus ingress=[&.IngressLoadBalancerIngress~a
networking.k8s.io/v1beta1.IngressPortStatus error=s port=i! protocol=s!
networking.k8s.io/v1beta1.IngressRule host=s http=&.HTTPIngressRuleValue
networking.k8s.io/v1beta1.IngressRuleValue http=&.HTTPIngressRuleValue
networking.k8s.io/v1beta1.IngressSpec backend=&.IngressBackend ingressClassName=s rules=[&.IngressRule~a tls=[&.IngressTLS~a
networking.k8s.io/v1beta1.IngressStatus loadBalancer=&.IngressLoadBalancerStatus
networking.k8s.io/v1beta1.IngressTLS hosts=[s~a secretName=s
networking.k8s.io/v1beta1.ParentReference group=s name=s namespace=s resource=s
networking.k8s.io/v1beta1.ServiceCIDR apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ServiceCIDRSpec status=&.ServiceCIDRStatus
networking.k8s.io/v1beta1.ServiceCIDRList apiVersion=s items=[&.ServiceCIDR! kind=s metadata=&meta/v1.ListMeta
networking.k8s.io/v1beta1.ServiceCIDRSpec cidrs=[s~a
networking.k8s.io/v1beta1.ServiceCIDRStatus conditions=[&meta/v1.Condition~m(type)^m(type)
node.k8s.io/v1.Overhead podFixed={q
node.k8s.io/v1.RuntimeClass apiVersion=s handler=s! kind=s metadata=&meta/v1.ObjectMeta overhead=&.Overhead scheduling=&.Scheduling
node.k8s.io/v1.RuntimeClassList apiVersion=s items=[&.RuntimeClass! kind=s metadata=&meta/v1.ListMeta
node.k8s.io/v1.Scheduling nodeSelector={s~a tolerations=[&core/v1.Toleration~a
node.k8s.io/v1alpha1.Overhead podFixed={q
node.k8s.io/v1alpha1.RuntimeClass apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.RuntimeClassSpec!
node.k8s.io/v1alpha1.RuntimeClassList apiVersion=s items=[&.RuntimeClass! kind=s metadata=&meta/v1.ListMeta
node.k8s.io/v1alpha1.RuntimeClassSpec overhead=&.Overhead runtimeHandler=s! scheduling=&.Scheduling
node.k8s.io/v1alpha1.Scheduling nodeSelector={s~a tolerations=[&core/v1.Toleration~a
node.k8s.io/v1beta1.Overhead podFixed={q
node.k8s.io/v1beta1.RuntimeClass apiVersion=s handler=s! kind=s metadata=&meta/v1.ObjectMeta overhead=&.Overhead scheduling=&.Scheduling
node.k8s.io/v1beta1.RuntimeClassList apiVersion=s items=[&.RuntimeClass! kind=s metadata=&meta/v1.ListMeta
node.k8s.io/v1beta1.Scheduling nodeSelector={s~a tolerations=[&core/v1.Toleration~a
policy/v1.Eviction apiVersion=s deleteOptions=&meta/v1.DeleteOptions kind=s metadata=&meta/v1.ObjectMeta
policy/v1.PodDisruptionBudget apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PodDisruptionBudgetSpec status=&.PodDisruptionBudgetStatus
policy/v1.PodDisruptionBudgetList apiVersion=s items=[&.PodDisruptionBudget! kind=s metadata=&meta/v1.ListMeta
policy/v1.PodDisruptionBudgetSpec maxUnavailable=x minAvailable=x selector=&meta/v1.LabelSelector^p unhealthyPodEvictionPolicy=s
policy/v1.PodDisruptionBudgetStatus conditions=[&meta/v1.Condition~m(type)^m(type) currentHealthy=i desiredHealthy=i disruptedPods={t disruptionsAllowed=i expectedPods=i observedGeneration=l
policy/v1beta1.Eviction apiVersion=s deleteOptions=&meta/v1.DeleteOptions kind=s metadata=&meta/v1.ObjectMeta
policy/v1beta1.PodDisruptionBudget apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PodDisruptionBudgetSpec status=&.PodDisruptionBudgetStatus
policy/v1beta1.PodDisruptionBudgetList apiVersion=s items=[&.PodDisruptionBudget! kind=s metadata=&meta/v1.ListMeta
policy/v1beta1.PodDisruptionBudgetSpec maxUnavailable=x minAvailable=x selector=&meta/v1.LabelSelector unhealthyPodEvictionPolicy=s
policy/v1beta1.PodDisruptionBudgetStatus conditions=[&meta/v1.Condition~m(type)^m(type) currentHealthy=i desiredHealthy=i disruptedPods={t disruptionsAllowed=i expectedPods=i observedGeneration=l
rbac.authorization.k8s.io/v1.AggregationRule clusterRoleSelectors=[&meta/v1.LabelSelector~a
rbac.authorization.k8s.io/v1.ClusterRole aggregationRule=&.AggregationRule apiVersion=s kind=s metadata=&meta/v1.ObjectMeta rules=[&.PolicyRule~a
rbac.authorization.k8s.io/v1.ClusterRoleBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta roleRef=&.RoleRef! subjects=[&.Subject~a
rbac.authorization.k8s.io/v1.ClusterRoleBindingList apiVersion=s items=[&.ClusterRoleBinding! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1.ClusterRoleList apiVersion=s items=[&.ClusterRole! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1.PolicyRule apiGroups=[s~a nonResourceURLs=[s~a resourceNames=[s~a resources=[s~a verbs=[s!~a
rbac.authorization.k8s.io/v1.Role apiVersion=s kind=s metadata=&meta/v1.ObjectMeta rules=[&.PolicyRule~a
rbac.authorization.k8s.io/v1.RoleBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta roleRef=&.RoleRef! subjects=[&.Subject~a
rbac.authorization.k8s.io/v1.RoleBindingList apiVersion=s items=[&.RoleBinding! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1.RoleList apiVersion=s items=[&.Role! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1.RoleRef! apiGroup=s kind=s! name=s!
rbac.authorization.k8s.io/v1.Subject! apiGroup=s kind=s! name=s! namespace=s
rbac.authorization.k8s.io/v1alpha1.AggregationRule clusterRoleSelectors=[&meta/v1.LabelSelector~a
rbac.authorization.k8s.io/v1alpha1.ClusterRole aggregationRule=&.AggregationRule apiVersion=s kind=s metadata=&meta/v1.ObjectMeta rules=[&.PolicyRule~a
rbac.authorization.k8s.io/v1alpha1.ClusterRoleBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta roleRef=&.RoleRef! subjects=[&.Subject~a
rbac.authorization.k8s.io/v1alpha1.ClusterRoleBindingList apiVersion=s items=[&.ClusterRoleBinding! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1alpha1.ClusterRoleList apiVersion=s items=[&.ClusterRole! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1alpha1.PolicyRule apiGroups=[s~a nonResourceURLs=[s~a resourceNames=[s~a resources=[s~a verbs=[s!~a
rbac.authorization.k8s.io/v1alpha1.Role apiVersion=s kind=s metadata=&meta/v1.ObjectMeta rules=[&.PolicyRule~a
rbac.authorization.k8s.io/v1alpha1.RoleBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta roleRef=&.RoleRef! subjects=[&.Subject~a
rbac.authorization.k8s.io/v1alpha1.RoleBindingList apiVersion=s items=[&.RoleBinding! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1alpha1.RoleList apiVersion=s items=[&.Role! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1alpha1.RoleRef apiGroup=s kind=s! name=s!
rbac.authorization.k8s.io/v1alpha1.Subject apiVersion=s kind=s! name=s! namespace=s
rbac.authorization.k8s.io/v1beta1.AggregationRule clusterRoleSelectors=[&meta/v1.LabelSelector~a
rbac.authorization.k8s.io/v1beta1.ClusterRole aggregationRule=&.AggregationRule apiVersion=s kind=s metadata=&meta/v1.ObjectMeta rules=[&.PolicyRule~a
rbac.authorization.k8s.io/v1beta1.ClusterRoleBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta roleRef=&.RoleRef! subjects=[&.Subject~a
rbac.authorization.k8s.io/v1beta1.ClusterRoleBindingList apiVersion=s items=[&.ClusterRoleBinding! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1beta1.ClusterRoleList apiVersion=s items=[&.ClusterRole! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1beta1.PolicyRule apiGroups=[s~a nonResourceURLs=[s~a resourceNames=[s~a resources=[s~a verbs=[s!~a
rbac.authorization.k8s.io/v1beta1.Role apiVersion=s kind=s metadata=&meta/v1.ObjectMeta rules=[&.PolicyRule~a
rbac.authorization.k8s.io/v1beta1.RoleBinding apiVersion=s kind=s metadata=&meta/v1.ObjectMeta roleRef=&.RoleRef! subjects=[&.Subject~a
rbac.authorization.k8s.io/v1beta1.RoleBindingList apiVersion=s items=[&.RoleBinding! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1beta1.RoleList apiVersion=s items=[&.Role! kind=s metadata=&meta/v1.ListMeta
rbac.authorization.k8s.io/v1beta1.RoleRef apiGroup=s kind=s! name=s!
rbac.authorization.k8s.io/v1beta1.Subject apiGroup=s kind=s! name=s! namespace=s
resource.k8s.io/v1.AllocatedDeviceStatus conditions=[&meta/v1.Condition~m(type) data=* device=s! driver=s! networkData=&.NetworkDeviceData pool=s! shareID=s
resource.k8s.io/v1.AllocationResult allocationTimestamp=t devices=&.DeviceAllocationResult nodeSelector=&core/v1.NodeSelector
resource.k8s.io/v1.CELDeviceSelector expression=s!
resource.k8s.io/v1.CapacityRequestPolicy default=q validRange=&.CapacityRequestPolicyRange validValues=[q~a
resource.k8s.io/v1.CapacityRequestPolicyRange max=q min=q step=q
resource.k8s.io/v1.CapacityRequirements requests={q
resource.k8s.io/v1.Counter value=q!
resource.k8s.io/v1.CounterSet counters={&.Counter name=s!
resource.k8s.io/v1.Device allNodes=b allowMultipleAllocations=b attributes={&.DeviceAttribute bindingConditions=[s~a bindingFailureConditions=[s~a bindsToNode=b capacity={&.DeviceCapacity consumesCounters=[&.DeviceCounterConsumption~a name=s! nodeAllocatableResources={&.NodeAllocatableResource nodeName=s nodeSelector=&core/v1.NodeSelector taints=[&.DeviceTaint~a
resource.k8s.io/v1.DeviceAllocationConfiguration opaque=&.OpaqueDeviceConfiguration requests=[s~a source=s!
resource.k8s.io/v1.DeviceAllocationResult config=[&.DeviceAllocationConfiguration~a results=[&.DeviceRequestAllocationResult~a
resource.k8s.io/v1.DeviceAttribute bool=b bools=[b~a int=l ints=[l~a string=s strings=[s~a version=s versions=[s~a
resource.k8s.io/v1.DeviceCapacity requestPolicy=&.CapacityRequestPolicy value=q!
resource.k8s.io/v1.DeviceClaim config=[&.DeviceClaimConfiguration~a constraints=[&.DeviceConstraint~a requests=[&.DeviceRequest~a
resource.k8s.io/v1.DeviceClaimConfiguration opaque=&.OpaqueDeviceConfiguration requests=[s~a
resource.k8s.io/v1.DeviceClass apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeviceClassSpec
resource.k8s.io/v1.DeviceClassConfiguration opaque=&.OpaqueDeviceConfiguration
resource.k8s.io/v1.DeviceClassList apiVersion=s items=[&.DeviceClass! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1.DeviceClassSpec config=[&.DeviceClassConfiguration~a extendedResourceName=s selectors=[&.DeviceSelector~a
resource.k8s.io/v1.DeviceConfiguration opaque=&.OpaqueDeviceConfiguration
resource.k8s.io/v1.DeviceConstraint distinctAttribute=s matchAttribute=s requests=[s~a
resource.k8s.io/v1.DeviceCounterConsumption counterSet=s! counters={&.Counter
resource.k8s.io/v1.DeviceRequest exactly=&.ExactDeviceRequest firstAvailable=[&.DeviceSubRequest~a name=s!
resource.k8s.io/v1.DeviceRequestAllocationResult adminAccess=b bindingConditions=[s~a bindingFailureConditions=[s~a consumedCapacity={q device=s! driver=s! pool=s! request=s! shareID=s skipNodeOperations=[s~s tolerations=[&.DeviceToleration~a
resource.k8s.io/v1.DeviceSelector cel=&.CELDeviceSelector
resource.k8s.io/v1.DeviceSubRequest allocationMode=s capacity=&.CapacityRequirements count=l deviceClassName=s! name=s! selectors=[&.DeviceSelector~a tolerations=[&.DeviceToleration~a
resource.k8s.io/v1.DeviceTaint effect=s! key=s! timeAdded=t value=s
resource.k8s.io/v1.DeviceTaintRule apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeviceTaintRuleSpec! status=&.DeviceTaintRuleStatus
resource.k8s.io/v1.DeviceTaintRuleList apiVersion=s items=[&.DeviceTaintRule! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1.DeviceTaintRuleSpec deviceSelector=&.DeviceTaintSelector taint=&.DeviceTaint
resource.k8s.io/v1.DeviceTaintRuleStatus conditions=[&meta/v1.Condition~m(type)^m(type)
resource.k8s.io/v1.DeviceTaintSelector device=s driver=s pool=s
resource.k8s.io/v1.DeviceToleration effect=s key=s operator=s="Equal" tolerationSeconds=l value=s
resource.k8s.io/v1.ExactDeviceRequest adminAccess=b allocationMode=s capacity=&.CapacityRequirements count=l deviceClassName=s! selectors=[&.DeviceSelector~a tolerations=[&.DeviceToleration~a
resource.k8s.io/v1.NetworkDeviceData hardwareAddress=s interfaceName=s ips=[s~a
resource.k8s.io/v1.NodeAllocatableMapping capacityKey=s capacityMultiplier=q deviceMultiplier=q
resource.k8s.io/v1.NodeAllocatableOverhead perContainer=q perPod=q
resource.k8s.io/v1.NodeAllocatableResource mapping=&.NodeAllocatableMapping overhead=&.NodeAllocatableOverhead
resource.k8s.io/v1.OpaqueDeviceConfiguration driver=s! parameters=*!
resource.k8s.io/v1.ResourceClaim apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimSpec status=&.ResourceClaimStatus
resource.k8s.io/v1.ResourceClaimConsumerReference apiGroup=s name=s! resource=s! uid=s!
resource.k8s.io/v1.ResourceClaimList apiVersion=s items=[&.ResourceClaim! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1.ResourceClaimSpec devices=&.DeviceClaim
resource.k8s.io/v1.ResourceClaimStatus allocation=&.AllocationResult devices=[&.AllocatedDeviceStatus~m(driver,device,pool,shareID) reservedFor=[&.ResourceClaimConsumerReference~m(uid)^m(uid)
resource.k8s.io/v1.ResourceClaimTemplate apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimTemplateSpec
resource.k8s.io/v1.ResourceClaimTemplateList apiVersion=s items=[&.ResourceClaimTemplate! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1.ResourceClaimTemplateSpec metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimSpec
resource.k8s.io/v1.ResourcePool generation=l! name=s! resourceSliceCount=l!
resource.k8s.io/v1.ResourceSlice apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceSliceSpec!
resource.k8s.io/v1.ResourceSliceList apiVersion=s items=[&.ResourceSlice! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1.ResourceSliceSpec allNodes=b devices=[&.Device~a driver=s! nodeName=s nodeSelector=&core/v1.NodeSelector partitionTypeAttribute=s perDeviceNodeSelection=b pool=&.ResourcePool! sharedCounters=[&.CounterSet~a skipNodeOperations=[s~s
resource.k8s.io/v1alpha3.CELDeviceSelector expression=s!
resource.k8s.io/v1alpha3.DeviceSelector cel=&.CELDeviceSelector
resource.k8s.io/v1alpha3.DeviceTaint effect=s! key=s! timeAdded=t value=s
resource.k8s.io/v1alpha3.DeviceTaintRule apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeviceTaintRuleSpec! status=&.DeviceTaintRuleStatus
resource.k8s.io/v1alpha3.DeviceTaintRuleList apiVersion=s items=[&.DeviceTaintRule! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1alpha3.DeviceTaintRuleSpec deviceSelector=&.DeviceTaintSelector taint=&.DeviceTaint
resource.k8s.io/v1alpha3.DeviceTaintRuleStatus conditions=[&meta/v1.Condition~m(type)^m(type)
resource.k8s.io/v1alpha3.DeviceTaintSelector device=s driver=s pool=s
resource.k8s.io/v1alpha3.PartitionTypeStatus allocatable=i attribute=s total=i type=s
resource.k8s.io/v1alpha3.PoolStatus allocatedDevices=i availableDevices=i driver=s generation=l! nodeName=s partitionSummary=[&.PartitionTypeStatus~a poolName=s resourceSliceCount=i shareableSummary=&.ShareableSummaryStatus totalDevices=i unavailableDevices=i validationError=s
resource.k8s.io/v1alpha3.ResourcePoolStatusRequest apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourcePoolStatusRequestSpec! status=&.ResourcePoolStatusRequestStatus
resource.k8s.io/v1alpha3.ResourcePoolStatusRequestList apiVersion=s items=[&.ResourcePoolStatusRequest! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1alpha3.ResourcePoolStatusRequestSpec defaultPartitionTypeAttribute=s driver=s! limit=i=100 poolName=s
resource.k8s.io/v1alpha3.ResourcePoolStatusRequestStatus conditions=[&meta/v1.Condition~m(type)^m(type) poolCount=i pools=[&.PoolStatus~a
resource.k8s.io/v1alpha3.ShareableCapacityStatus available=q consumed=q name=s total=q
resource.k8s.io/v1alpha3.ShareableSummaryStatus capacity=[&.ShareableCapacityStatus~a fullyAvailableDevices=i partiallyAvailableDevices=i
resource.k8s.io/v1beta1.AllocatedDeviceStatus conditions=[&meta/v1.Condition~m(type) data=* device=s! driver=s! networkData=&.NetworkDeviceData pool=s! shareID=s
resource.k8s.io/v1beta1.AllocationResult allocationTimestamp=t devices=&.DeviceAllocationResult nodeSelector=&core/v1.NodeSelector
resource.k8s.io/v1beta1.BasicDevice allNodes=b allowMultipleAllocations=b attributes={&.DeviceAttribute bindingConditions=[s~a bindingFailureConditions=[s~a bindsToNode=b capacity={&.DeviceCapacity consumesCounters=[&.DeviceCounterConsumption~a nodeAllocatableResources={&.NodeAllocatableResource nodeName=s nodeSelector=&core/v1.NodeSelector taints=[&.DeviceTaint~a
resource.k8s.io/v1beta1.CELDeviceSelector expression=s!
resource.k8s.io/v1beta1.CapacityRequestPolicy default=q validRange=&.CapacityRequestPolicyRange validValues=[q~a
resource.k8s.io/v1beta1.CapacityRequestPolicyRange max=q min=q step=q
resource.k8s.io/v1beta1.CapacityRequirements requests={q
resource.k8s.io/v1beta1.Counter value=q!
resource.k8s.io/v1beta1.CounterSet counters={&.Counter name=s!
resource.k8s.io/v1beta1.Device basic=&.BasicDevice name=s!
resource.k8s.io/v1beta1.DeviceAllocationConfiguration opaque=&.OpaqueDeviceConfiguration requests=[s~a source=s!
resource.k8s.io/v1beta1.DeviceAllocationResult config=[&.DeviceAllocationConfiguration~a results=[&.DeviceRequestAllocationResult~a
resource.k8s.io/v1beta1.DeviceAttribute bool=b bools=[b~a int=l ints=[l~a string=s strings=[s~a version=s versions=[s~a
resource.k8s.io/v1beta1.DeviceCapacity requestPolicy=&.CapacityRequestPolicy value=q!
resource.k8s.io/v1beta1.DeviceClaim config=[&.DeviceClaimConfiguration~a constraints=[&.DeviceConstraint~a requests=[&.DeviceRequest~a
resource.k8s.io/v1beta1.DeviceClaimConfiguration opaque=&.OpaqueDeviceConfiguration requests=[s~a
resource.k8s.io/v1beta1.DeviceClass apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeviceClassSpec
resource.k8s.io/v1beta1.DeviceClassConfiguration opaque=&.OpaqueDeviceConfiguration
resource.k8s.io/v1beta1.DeviceClassList apiVersion=s items=[&.DeviceClass! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta1.DeviceClassSpec config=[&.DeviceClassConfiguration~a extendedResourceName=s selectors=[&.DeviceSelector~a
resource.k8s.io/v1beta1.DeviceConfiguration opaque=&.OpaqueDeviceConfiguration
resource.k8s.io/v1beta1.DeviceConstraint distinctAttribute=s matchAttribute=s requests=[s~a
resource.k8s.io/v1beta1.DeviceCounterConsumption counterSet=s! counters={&.Counter
resource.k8s.io/v1beta1.DeviceRequest adminAccess=b allocationMode=s capacity=&.CapacityRequirements count=l deviceClassName=s firstAvailable=[&.DeviceSubRequest~a name=s! selectors=[&.DeviceSelector~a tolerations=[&.DeviceToleration~a
resource.k8s.io/v1beta1.DeviceRequestAllocationResult adminAccess=b bindingConditions=[s~a bindingFailureConditions=[s~a consumedCapacity={q device=s! driver=s! pool=s! request=s! shareID=s skipNodeOperations=[s~s tolerations=[&.DeviceToleration~a
resource.k8s.io/v1beta1.DeviceSelector cel=&.CELDeviceSelector
resource.k8s.io/v1beta1.DeviceSubRequest allocationMode=s capacity=&.CapacityRequirements count=l deviceClassName=s! name=s! selectors=[&.DeviceSelector~a tolerations=[&.DeviceToleration~a
resource.k8s.io/v1beta1.DeviceTaint effect=s! key=s! timeAdded=t value=s
resource.k8s.io/v1beta1.DeviceToleration effect=s key=s operator=s="Equal" tolerationSeconds=l value=s
resource.k8s.io/v1beta1.NetworkDeviceData hardwareAddress=s interfaceName=s ips=[s~a
resource.k8s.io/v1beta1.NodeAllocatableMapping capacityKey=s capacityMultiplier=q deviceMultiplier=q
resource.k8s.io/v1beta1.NodeAllocatableOverhead perContainer=q perPod=q
resource.k8s.io/v1beta1.NodeAllocatableResource mapping=&.NodeAllocatableMapping overhead=&.NodeAllocatableOverhead
resource.k8s.io/v1beta1.OpaqueDeviceConfiguration driver=s! parameters=*!
resource.k8s.io/v1beta1.ResourceClaim apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimSpec status=&.ResourceClaimStatus
resource.k8s.io/v1beta1.ResourceClaimConsumerReference apiGroup=s name=s! resource=s! uid=s!
resource.k8s.io/v1beta1.ResourceClaimList apiVersion=s items=[&.ResourceClaim! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta1.ResourceClaimSpec devices=&.DeviceClaim
resource.k8s.io/v1beta1.ResourceClaimStatus allocation=&.AllocationResult devices=[&.AllocatedDeviceStatus~m(driver,device,pool,shareID) reservedFor=[&.ResourceClaimConsumerReference~m(uid)^m(uid)
resource.k8s.io/v1beta1.ResourceClaimTemplate apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimTemplateSpec
resource.k8s.io/v1beta1.ResourceClaimTemplateList apiVersion=s items=[&.ResourceClaimTemplate! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta1.ResourceClaimTemplateSpec metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimSpec
resource.k8s.io/v1beta1.ResourcePool generation=l! name=s! resourceSliceCount=l!
resource.k8s.io/v1beta1.ResourceSlice apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceSliceSpec!
resource.k8s.io/v1beta1.ResourceSliceList apiVersion=s items=[&.ResourceSlice! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta1.ResourceSliceSpec allNodes=b devices=[&.Device~a driver=s! nodeName=s nodeSelector=&core/v1.NodeSelector partitionTypeAttribute=s perDeviceNodeSelection=b pool=&.ResourcePool! sharedCounters=[&.CounterSet~a skipNodeOperations=[s~s
resource.k8s.io/v1beta2.AllocatedDeviceStatus conditions=[&meta/v1.Condition~m(type) data=* device=s! driver=s! networkData=&.NetworkDeviceData pool=s! shareID=s
resource.k8s.io/v1beta2.AllocationResult allocationTimestamp=t devices=&.DeviceAllocationResult nodeSelector=&core/v1.NodeSelector
resource.k8s.io/v1beta2.CELDeviceSelector expression=s!
resource.k8s.io/v1beta2.CapacityRequestPolicy default=q validRange=&.CapacityRequestPolicyRange validValues=[q~a
resource.k8s.io/v1beta2.CapacityRequestPolicyRange max=q min=q step=q
resource.k8s.io/v1beta2.CapacityRequirements requests={q
resource.k8s.io/v1beta2.Counter value=q!
resource.k8s.io/v1beta2.CounterSet counters={&.Counter name=s!
resource.k8s.io/v1beta2.Device allNodes=b allowMultipleAllocations=b attributes={&.DeviceAttribute bindingConditions=[s~a bindingFailureConditions=[s~a bindsToNode=b capacity={&.DeviceCapacity consumesCounters=[&.DeviceCounterConsumption~a name=s! nodeAllocatableResources={&.NodeAllocatableResource nodeName=s nodeSelector=&core/v1.NodeSelector taints=[&.DeviceTaint~a
resource.k8s.io/v1beta2.DeviceAllocationConfiguration opaque=&.OpaqueDeviceConfiguration requests=[s~a source=s!
resource.k8s.io/v1beta2.DeviceAllocationResult config=[&.DeviceAllocationConfiguration~a results=[&.DeviceRequestAllocationResult~a
resource.k8s.io/v1beta2.DeviceAttribute bool=b bools=[b~a int=l ints=[l~a string=s strings=[s~a version=s versions=[s~a
resource.k8s.io/v1beta2.DeviceCapacity requestPolicy=&.CapacityRequestPolicy value=q!
resource.k8s.io/v1beta2.DeviceClaim config=[&.DeviceClaimConfiguration~a constraints=[&.DeviceConstraint~a requests=[&.DeviceRequest~a
resource.k8s.io/v1beta2.DeviceClaimConfiguration opaque=&.OpaqueDeviceConfiguration requests=[s~a
resource.k8s.io/v1beta2.DeviceClass apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeviceClassSpec
resource.k8s.io/v1beta2.DeviceClassConfiguration opaque=&.OpaqueDeviceConfiguration
resource.k8s.io/v1beta2.DeviceClassList apiVersion=s items=[&.DeviceClass! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta2.DeviceClassSpec config=[&.DeviceClassConfiguration~a extendedResourceName=s selectors=[&.DeviceSelector~a
resource.k8s.io/v1beta2.DeviceConfiguration opaque=&.OpaqueDeviceConfiguration
resource.k8s.io/v1beta2.DeviceConstraint distinctAttribute=s matchAttribute=s requests=[s~a
resource.k8s.io/v1beta2.DeviceCounterConsumption counterSet=s! counters={&.Counter
resource.k8s.io/v1beta2.DeviceRequest exactly=&.ExactDeviceRequest firstAvailable=[&.DeviceSubRequest~a name=s!
resource.k8s.io/v1beta2.DeviceRequestAllocationResult adminAccess=b bindingConditions=[s~a bindingFailureConditions=[s~a consumedCapacity={q device=s! driver=s! pool=s! request=s! shareID=s skipNodeOperations=[s~s tolerations=[&.DeviceToleration~a
resource.k8s.io/v1beta2.DeviceSelector cel=&.CELDeviceSelector
resource.k8s.io/v1beta2.DeviceSubRequest allocationMode=s capacity=&.CapacityRequirements count=l deviceClassName=s! name=s! selectors=[&.DeviceSelector~a tolerations=[&.DeviceToleration~a
resource.k8s.io/v1beta2.DeviceTaint effect=s! key=s! timeAdded=t value=s
resource.k8s.io/v1beta2.DeviceTaintRule apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.DeviceTaintRuleSpec! status=&.DeviceTaintRuleStatus
resource.k8s.io/v1beta2.DeviceTaintRuleList apiVersion=s items=[&.DeviceTaintRule! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta2.DeviceTaintRuleSpec deviceSelector=&.DeviceTaintSelector taint=&.DeviceTaint
resource.k8s.io/v1beta2.DeviceTaintRuleStatus conditions=[&meta/v1.Condition~m(type)^m(type)
resource.k8s.io/v1beta2.DeviceTaintSelector device=s driver=s pool=s
resource.k8s.io/v1beta2.DeviceToleration effect=s key=s operator=s="Equal" tolerationSeconds=l value=s
resource.k8s.io/v1beta2.ExactDeviceRequest adminAccess=b allocationMode=s capacity=&.CapacityRequirements count=l deviceClassName=s! selectors=[&.DeviceSelector~a tolerations=[&.DeviceToleration~a
resource.k8s.io/v1beta2.NetworkDeviceData hardwareAddress=s interfaceName=s ips=[s~a
resource.k8s.io/v1beta2.NodeAllocatableMapping capacityKey=s capacityMultiplier=q deviceMultiplier=q
resource.k8s.io/v1beta2.NodeAllocatableOverhead perContainer=q perPod=q
resource.k8s.io/v1beta2.NodeAllocatableResource mapping=&.NodeAllocatableMapping overhead=&.NodeAllocatableOverhead
resource.k8s.io/v1beta2.OpaqueDeviceConfiguration driver=s! parameters=*!
resource.k8s.io/v1beta2.ResourceClaim apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimSpec status=&.ResourceClaimStatus
resource.k8s.io/v1beta2.ResourceClaimConsumerReference apiGroup=s name=s! resource=s! uid=s!
resource.k8s.io/v1beta2.ResourceClaimList apiVersion=s items=[&.ResourceClaim! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta2.ResourceClaimSpec devices=&.DeviceClaim
resource.k8s.io/v1beta2.ResourceClaimStatus allocation=&.AllocationResult devices=[&.AllocatedDeviceStatus~m(driver,device,pool,shareID) reservedFor=[&.ResourceClaimConsumerReference~m(uid)^m(uid)
resource.k8s.io/v1beta2.ResourceClaimTemplate apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimTemplateSpec
resource.k8s.io/v1beta2.ResourceClaimTemplateList apiVersion=s items=[&.ResourceClaimTemplate! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta2.ResourceClaimTemplateSpec metadata=&meta/v1.ObjectMeta spec=&.ResourceClaimSpec
resource.k8s.io/v1beta2.ResourcePool generation=l! name=s! resourceSliceCount=l!
resource.k8s.io/v1beta2.ResourceSlice apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.ResourceSliceSpec!
resource.k8s.io/v1beta2.ResourceSliceList apiVersion=s items=[&.ResourceSlice! kind=s metadata=&meta/v1.ListMeta
resource.k8s.io/v1beta2.ResourceSliceSpec allNodes=b devices=[&.Device~a driver=s! nodeName=s nodeSelector=&core/v1.NodeSelector partitionTypeAttribute=s perDeviceNodeSelection=b pool=&.ResourcePool! sharedCounters=[&.CounterSet~a skipNodeOperations=[s~s
scheduling.k8s.io/v1.PriorityClass apiVersion=s description=s globalDefault=b kind=s metadata=&meta/v1.ObjectMeta preemptionPolicy=s value=i
scheduling.k8s.io/v1.PriorityClassList apiVersion=s items=[&.PriorityClass! kind=s metadata=&meta/v1.ListMeta
scheduling.k8s.io/v1alpha3.AllCompositeDisruptionMode
scheduling.k8s.io/v1alpha3.AllDisruptionMode
scheduling.k8s.io/v1alpha3.BasicSchedulingPolicy
scheduling.k8s.io/v1alpha3.CompositeBasicSchedulingPolicy
scheduling.k8s.io/v1alpha3.CompositeDisruptionMode all=&.AllCompositeDisruptionMode single=&.SingleCompositeDisruptionMode
scheduling.k8s.io/v1alpha3.CompositeGangSchedulingPolicy minGroupCount=i!
scheduling.k8s.io/v1alpha3.CompositePodGroup apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CompositePodGroupSpec! status=&.CompositePodGroupStatus
scheduling.k8s.io/v1alpha3.CompositePodGroupList apiVersion=s items=[&.CompositePodGroup! kind=s metadata=&meta/v1.ListMeta
scheduling.k8s.io/v1alpha3.CompositePodGroupSchedulingConstraints topology=[&.TopologyConstraint~a
scheduling.k8s.io/v1alpha3.CompositePodGroupSchedulingPolicy basic=&.CompositeBasicSchedulingPolicy gang=&.CompositeGangSchedulingPolicy
scheduling.k8s.io/v1alpha3.CompositePodGroupSpec disruptionMode=&.CompositeDisruptionMode={"single":{}} parentCompositePodGroupName=s preemptionPolicy=s priority=i priorityClassName=s schedulingConstraints=&.CompositePodGroupSchedulingConstraints schedulingPolicy=&.CompositePodGroupSchedulingPolicy! workloadRef=&.WorkloadReference!
scheduling.k8s.io/v1alpha3.CompositePodGroupStatus conditions=[&meta/v1.Condition~m(type)^m(type)
scheduling.k8s.io/v1alpha3.CompositePodGroupTemplate compositePodGroupTemplates=[&.CompositePodGroupTemplate~m(name) disruptionMode=&.CompositeDisruptionMode name=s! podGroupTemplates=[&.PodGroupTemplate~m(name) preemptionPolicy=s priority=i priorityClassName=s schedulingConstraints=&.CompositePodGroupSchedulingConstraints schedulingPolicy=&.CompositePodGroupSchedulingPolicy!
scheduling.k8s.io/v1alpha3.DisruptionMode all=&.AllDisruptionMode single=&.SingleDisruptionMode
scheduling.k8s.io/v1alpha3.GangSchedulingPolicy minCount=i!
scheduling.k8s.io/v1alpha3.PodGroup apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PodGroupSpec! status=&.PodGroupStatus
scheduling.k8s.io/v1alpha3.PodGroupList apiVersion=s items=[&.PodGroup! kind=s metadata=&meta/v1.ListMeta
scheduling.k8s.io/v1alpha3.PodGroupResourceClaim name=s! resourceClaimName=s resourceClaimTemplateName=s
scheduling.k8s.io/v1alpha3.PodGroupResourceClaimStatus name=s! resourceClaimName=s
scheduling.k8s.io/v1alpha3.PodGroupSchedulingConstraints topology=[&.TopologyConstraint~a
scheduling.k8s.io/v1alpha3.PodGroupSchedulingPolicy basic=&.BasicSchedulingPolicy gang=&.GangSchedulingPolicy
scheduling.k8s.io/v1alpha3.PodGroupSpec disruptionMode=&.DisruptionMode={"single":{}} parentCompositePodGroupName=s preemptionPolicy=s priority=i priorityClassName=s resourceClaims=[&.PodGroupResourceClaim~m(name)^mr(name) schedulingConstraints=&.PodGroupSchedulingConstraints schedulingPolicy=&.PodGroupSchedulingPolicy! workloadRef=&.WorkloadReference
scheduling.k8s.io/v1alpha3.PodGroupStatus conditions=[&meta/v1.Condition~m(type)^m(type) resourceClaimStatuses=[&.PodGroupResourceClaimStatus~m(name)^mr(name)
scheduling.k8s.io/v1alpha3.PodGroupTemplate disruptionMode=&.DisruptionMode name=s! preemptionPolicy=s priority=i priorityClassName=s resourceClaims=[&.PodGroupResourceClaim~m(name)^mr(name) schedulingConstraints=&.PodGroupSchedulingConstraints schedulingPolicy=&.PodGroupSchedulingPolicy!
scheduling.k8s.io/v1alpha3.SingleCompositeDisruptionMode
scheduling.k8s.io/v1alpha3.SingleDisruptionMode
scheduling.k8s.io/v1alpha3.TopologyConstraint key=s!
scheduling.k8s.io/v1alpha3.TypedLocalObjectReference apiGroup=s kind=s! name=s!
scheduling.k8s.io/v1alpha3.Workload apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.WorkloadSpec!
scheduling.k8s.io/v1alpha3.WorkloadCompositePodGroupAllDisruptionMode
scheduling.k8s.io/v1alpha3.WorkloadCompositePodGroupBasicSchedulingPolicy
scheduling.k8s.io/v1alpha3.WorkloadCompositePodGroupDisruptionMode all=&.WorkloadCompositePodGroupAllDisruptionMode single=&.WorkloadCompositePodGroupSingleDisruptionMode
scheduling.k8s.io/v1alpha3.WorkloadCompositePodGroupGangSchedulingPolicy minGroupCount=i
scheduling.k8s.io/v1alpha3.WorkloadCompositePodGroupSchedulingConstraints topology=[&.TopologyConstraint~a
scheduling.k8s.io/v1alpha3.WorkloadCompositePodGroupSchedulingPolicy basic=&.WorkloadCompositePodGroupBasicSchedulingPolicy gang=&.WorkloadCompositePodGroupGangSchedulingPolicy
scheduling.k8s.io/v1alpha3.WorkloadCompositePodGroupSingleDisruptionMode
scheduling.k8s.io/v1alpha3.WorkloadList apiVersion=s items=[&.Workload! kind=s metadata=&meta/v1.ListMeta
scheduling.k8s.io/v1alpha3.WorkloadPodGroupAllDisruptionMode
scheduling.k8s.io/v1alpha3.WorkloadPodGroupBasicSchedulingPolicy
scheduling.k8s.io/v1alpha3.WorkloadPodGroupDisruptionMode all=&.WorkloadPodGroupAllDisruptionMode single=&.WorkloadPodGroupSingleDisruptionMode
scheduling.k8s.io/v1alpha3.WorkloadPodGroupGangSchedulingPolicy minCount=i
scheduling.k8s.io/v1alpha3.WorkloadPodGroupResourceClaim name=s! resourceClaimName=s resourceClaimTemplateName=s
scheduling.k8s.io/v1alpha3.WorkloadPodGroupSchedulingConstraints topology=[&.TopologyConstraint~a
scheduling.k8s.io/v1alpha3.WorkloadPodGroupSchedulingPolicy basic=&.WorkloadPodGroupBasicSchedulingPolicy gang=&.WorkloadPodGroupGangSchedulingPolicy
scheduling.k8s.io/v1alpha3.WorkloadPodGroupSingleDisruptionMode
scheduling.k8s.io/v1alpha3.WorkloadReference templateName=s! workloadName=s!
scheduling.k8s.io/v1alpha3.WorkloadSpec compositePodGroupTemplates=[&.CompositePodGroupTemplate~m(name) controllerRef=&.TypedLocalObjectReference podGroupTemplates=[&.PodGroupTemplate~m(name)
scheduling.k8s.io/v1beta1.AllCompositeDisruptionMode
scheduling.k8s.io/v1beta1.AllDisruptionMode
scheduling.k8s.io/v1beta1.BasicSchedulingPolicy
scheduling.k8s.io/v1beta1.CompositeBasicSchedulingPolicy
scheduling.k8s.io/v1beta1.CompositeDisruptionMode all=&.AllCompositeDisruptionMode single=&.SingleCompositeDisruptionMode
scheduling.k8s.io/v1beta1.CompositeGangSchedulingPolicy minGroupCount=i!
scheduling.k8s.io/v1beta1.CompositePodGroupSchedulingConstraints topology=[&.TopologyConstraint~a
scheduling.k8s.io/v1beta1.CompositePodGroupSchedulingPolicy basic=&.CompositeBasicSchedulingPolicy gang=&.CompositeGangSchedulingPolicy
scheduling.k8s.io/v1beta1.CompositePodGroupTemplate compositePodGroupTemplates=[&.CompositePodGroupTemplate~m(name) disruptionMode=&.CompositeDisruptionMode name=s! podGroupTemplates=[&.PodGroupTemplate~m(name) preemptionPolicy=s priority=i priorityClassName=s schedulingConstraints=&.CompositePodGroupSchedulingConstraints schedulingPolicy=&.CompositePodGroupSchedulingPolicy!
scheduling.k8s.io/v1beta1.DisruptionMode all=&.AllDisruptionMode single=&.SingleDisruptionMode
scheduling.k8s.io/v1beta1.GangSchedulingPolicy minCount=i!
scheduling.k8s.io/v1beta1.PodGroup apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.PodGroupSpec! status=&.PodGroupStatus
scheduling.k8s.io/v1beta1.PodGroupList apiVersion=s items=[&.PodGroup! kind=s metadata=&meta/v1.ListMeta
scheduling.k8s.io/v1beta1.PodGroupResourceClaim name=s! resourceClaimName=s resourceClaimTemplateName=s
scheduling.k8s.io/v1beta1.PodGroupResourceClaimStatus name=s! resourceClaimName=s
scheduling.k8s.io/v1beta1.PodGroupSchedulingConstraints topology=[&.TopologyConstraint~a
scheduling.k8s.io/v1beta1.PodGroupSchedulingPolicy basic=&.BasicSchedulingPolicy gang=&.GangSchedulingPolicy
scheduling.k8s.io/v1beta1.PodGroupSpec disruptionMode=&.DisruptionMode={"single":{}} parentCompositePodGroupName=s preemptionPolicy=s priority=i priorityClassName=s resourceClaims=[&.PodGroupResourceClaim~m(name)^mr(name) schedulingConstraints=&.PodGroupSchedulingConstraints schedulingPolicy=&.PodGroupSchedulingPolicy! workloadRef=&.WorkloadReference
scheduling.k8s.io/v1beta1.PodGroupStatus conditions=[&meta/v1.Condition~m(type)^m(type) resourceClaimStatuses=[&.PodGroupResourceClaimStatus~m(name)^mr(name)
scheduling.k8s.io/v1beta1.PodGroupTemplate disruptionMode=&.DisruptionMode name=s! preemptionPolicy=s priority=i priorityClassName=s resourceClaims=[&.PodGroupResourceClaim~m(name)^mr(name) schedulingConstraints=&.PodGroupSchedulingConstraints schedulingPolicy=&.PodGroupSchedulingPolicy!
scheduling.k8s.io/v1beta1.PriorityClass apiVersion=s description=s globalDefault=b kind=s metadata=&meta/v1.ObjectMeta preemptionPolicy=s value=i
scheduling.k8s.io/v1beta1.PriorityClassList apiVersion=s items=[&.PriorityClass! kind=s metadata=&meta/v1.ListMeta
scheduling.k8s.io/v1beta1.SingleCompositeDisruptionMode
scheduling.k8s.io/v1beta1.SingleDisruptionMode
scheduling.k8s.io/v1beta1.TopologyConstraint key=s!
scheduling.k8s.io/v1beta1.TypedLocalObjectReference apiGroup=s kind=s! name=s!
scheduling.k8s.io/v1beta1.Workload apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.WorkloadSpec!
scheduling.k8s.io/v1beta1.WorkloadList apiVersion=s items=[&.Workload! kind=s metadata=&meta/v1.ListMeta
scheduling.k8s.io/v1beta1.WorkloadReference templateName=s! workloadName=s!
scheduling.k8s.io/v1beta1.WorkloadSpec compositePodGroupTemplates=[&.CompositePodGroupTemplate~m(name) controllerRef=&.TypedLocalObjectReference podGroupTemplates=[&.PodGroupTemplate~m(name)
storage.k8s.io/v1.CSIDriver apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CSIDriverSpec!
storage.k8s.io/v1.CSIDriverList apiVersion=s items=[&.CSIDriver! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1.CSIDriverSpec attachRequired=b fsGroupPolicy=s nodeAllocatableUpdatePeriodSeconds=l podInfoOnMount=b preventPodSchedulingIfMissing=b requiresRepublish=b seLinuxMount=b serviceAccountTokenInSecrets=b storageCapacity=b tokenRequests=[&.TokenRequest~a volumeLifecycleModes=[s~s
storage.k8s.io/v1.CSINode apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CSINodeSpec! status=&.CSINodeStatus
storage.k8s.io/v1.CSINodeDriver allocatable=&.VolumeNodeResources name=s! nodeID=s! topologyKeys=[s~a
storage.k8s.io/v1.CSINodeList apiVersion=s items=[&.CSINode! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1.CSINodeSpec drivers=[&.CSINodeDriver!~m(name)^m(name)
storage.k8s.io/v1.CSINodeStatus storageHealth=[&.StorageHealth~m(name)^m(name)
storage.k8s.io/v1.CSIStorageCapacity apiVersion=s capacity=q kind=s maximumVolumeSize=q metadata=&meta/v1.ObjectMeta nodeTopology=&meta/v1.LabelSelector storageClassName=s!
storage.k8s.io/v1.CSIStorageCapacityList apiVersion=s items=[&.CSIStorageCapacity! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1.StorageClass allowVolumeExpansion=b allowedTopologies=[&core/v1.TopologySelectorTerm~a apiVersion=s kind=s metadata=&meta/v1.ObjectMeta mountOptions=[s~a parameters={s provisioner=s! reclaimPolicy=s volumeBindingMode=s
storage.k8s.io/v1.StorageClassList apiVersion=s items=[&.StorageClass! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1.StorageHealth healthConditions=[&.StorageHealthCondition~a name=s!
storage.k8s.io/v1.StorageHealthCondition accessMode=s lastTransitionTime=t message=s reason=s! status=s! volumeMode=s
storage.k8s.io/v1.TokenRequest audience=s! expirationSeconds=l
storage.k8s.io/v1.VolumeAttachment apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.VolumeAttachmentSpec! status=&.VolumeAttachmentStatus
storage.k8s.io/v1.VolumeAttachmentList apiVersion=s items=[&.VolumeAttachment! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1.VolumeAttachmentSource inlineVolumeSpec=&core/v1.PersistentVolumeSpec persistentVolumeName=s
storage.k8s.io/v1.VolumeAttachmentSpec attacher=s! nodeName=s! source=&.VolumeAttachmentSource!
storage.k8s.io/v1.VolumeAttachmentStatus attachError=&.VolumeError attached=b! attachmentMetadata={s detachError=&.VolumeError
storage.k8s.io/v1.VolumeAttributesClass apiVersion=s driverName=s! kind=s metadata=&meta/v1.ObjectMeta parameters={s
storage.k8s.io/v1.VolumeAttributesClassList apiVersion=s items=[&.VolumeAttributesClass! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1.VolumeError errorCode=i message=s time=t
storage.k8s.io/v1.VolumeNodeResources count=i
storage.k8s.io/v1alpha1.CSIStorageCapacity apiVersion=s capacity=q kind=s maximumVolumeSize=q metadata=&meta/v1.ObjectMeta nodeTopology=&meta/v1.LabelSelector storageClassName=s!
storage.k8s.io/v1alpha1.CSIStorageCapacityList apiVersion=s items=[&.CSIStorageCapacity! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1alpha1.VolumeAttachment apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.VolumeAttachmentSpec! status=&.VolumeAttachmentStatus
storage.k8s.io/v1alpha1.VolumeAttachmentList apiVersion=s items=[&.VolumeAttachment! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1alpha1.VolumeAttachmentSource inlineVolumeSpec=&core/v1.PersistentVolumeSpec persistentVolumeName=s
storage.k8s.io/v1alpha1.VolumeAttachmentSpec attacher=s! nodeName=s! source=&.VolumeAttachmentSource!
storage.k8s.io/v1alpha1.VolumeAttachmentStatus attachError=&.VolumeError attached=b! attachmentMetadata={s detachError=&.VolumeError
storage.k8s.io/v1alpha1.VolumeAttributesClass apiVersion=s driverName=s! kind=s metadata=&meta/v1.ObjectMeta parameters={s
storage.k8s.io/v1alpha1.VolumeAttributesClassList apiVersion=s items=[&.VolumeAttributesClass! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1alpha1.VolumeError errorCode=i message=s time=t
storage.k8s.io/v1beta1.CSIDriver apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CSIDriverSpec!
storage.k8s.io/v1beta1.CSIDriverList apiVersion=s items=[&.CSIDriver! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1beta1.CSIDriverSpec attachRequired=b fsGroupPolicy=s nodeAllocatableUpdatePeriodSeconds=l podInfoOnMount=b preventPodSchedulingIfMissing=b requiresRepublish=b seLinuxMount=b serviceAccountTokenInSecrets=b storageCapacity=b tokenRequests=[&.TokenRequest~a volumeLifecycleModes=[s~a
storage.k8s.io/v1beta1.CSINode apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.CSINodeSpec! status=&.CSINodeStatus
storage.k8s.io/v1beta1.CSINodeDriver allocatable=&.VolumeNodeResources name=s! nodeID=s! topologyKeys=[s~a
storage.k8s.io/v1beta1.CSINodeList apiVersion=s items=[&.CSINode! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1beta1.CSINodeSpec drivers=[&.CSINodeDriver!~m(name)^m(name)
storage.k8s.io/v1beta1.CSINodeStatus storageHealth=[&.StorageHealth~m(name)^m(name)
storage.k8s.io/v1beta1.CSIStorageCapacity apiVersion=s capacity=q kind=s maximumVolumeSize=q metadata=&meta/v1.ObjectMeta nodeTopology=&meta/v1.LabelSelector storageClassName=s!
storage.k8s.io/v1beta1.CSIStorageCapacityList apiVersion=s items=[&.CSIStorageCapacity! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1beta1.StorageClass allowVolumeExpansion=b allowedTopologies=[&core/v1.TopologySelectorTerm~a apiVersion=s kind=s metadata=&meta/v1.ObjectMeta mountOptions=[s~a parameters={s provisioner=s! reclaimPolicy=s volumeBindingMode=s
storage.k8s.io/v1beta1.StorageClassList apiVersion=s items=[&.StorageClass! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1beta1.StorageHealth healthConditions=[&.StorageHealthCondition~a name=s!
storage.k8s.io/v1beta1.StorageHealthCondition accessMode=s lastTransitionTime=t message=s reason=s! status=s! volumeMode=s
storage.k8s.io/v1beta1.TokenRequest audience=s! expirationSeconds=l
storage.k8s.io/v1beta1.VolumeAttachment apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.VolumeAttachmentSpec! status=&.VolumeAttachmentStatus
storage.k8s.io/v1beta1.VolumeAttachmentList apiVersion=s items=[&.VolumeAttachment! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1beta1.VolumeAttachmentSource inlineVolumeSpec=&core/v1.PersistentVolumeSpec persistentVolumeName=s
storage.k8s.io/v1beta1.VolumeAttachmentSpec attacher=s! nodeName=s! source=&.VolumeAttachmentSource!
storage.k8s.io/v1beta1.VolumeAttachmentStatus attachError=&.VolumeError attached=b! attachmentMetadata={s detachError=&.VolumeError
storage.k8s.io/v1beta1.VolumeAttributesClass apiVersion=s driverName=s! kind=s metadata=&meta/v1.ObjectMeta parameters={s
storage.k8s.io/v1beta1.VolumeAttributesClassList apiVersion=s items=[&.VolumeAttributesClass! kind=s metadata=&meta/v1.ListMeta
storage.k8s.io/v1beta1.VolumeError errorCode=i message=s time=t
storage.k8s.io/v1beta1.VolumeNodeResources count=i
storagemigration.k8s.io/v1.StorageVersionMigration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.StorageVersionMigrationSpec status=&.StorageVersionMigrationStatus
storagemigration.k8s.io/v1.StorageVersionMigrationList apiVersion=s items=[&.StorageVersionMigration! kind=s metadata=&meta/v1.ListMeta
storagemigration.k8s.io/v1.StorageVersionMigrationSpec resource=&meta/v1.GroupResource!
storagemigration.k8s.io/v1.StorageVersionMigrationStatus conditions=[&meta/v1.Condition~m(type)^m(type) resourceVersion=s
storagemigration.k8s.io/v1beta1.StorageVersionMigration apiVersion=s kind=s metadata=&meta/v1.ObjectMeta spec=&.StorageVersionMigrationSpec status=&.StorageVersionMigrationStatus
storagemigration.k8s.io/v1beta1.StorageVersionMigrationList apiVersion=s items=[&.StorageVersionMigration! kind=s metadata=&meta/v1.ListMeta
storagemigration.k8s.io/v1beta1.StorageVersionMigrationSpec resource=&meta/v1.GroupResource!
storagemigration.k8s.io/v1beta1.StorageVersionMigrationStatus conditions=[&meta/v1.Condition~m(type)^m(type) resourceVersion=s
`;
